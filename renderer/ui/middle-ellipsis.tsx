import { classNames } from './class-names';
import './middle-ellipsis.css';

/** Enough for an extension and what sets two names of one author apart. */
const TAIL_LENGTH = 18;
const SHORTEST_HEAD = 3;

/** Scripts whose halves would change places when they are drawn apart. */
const RIGHT_TO_LEFT =
  /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Bidi_Control}/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

interface MiddleEllipsisProps {
  readonly children: string;
  readonly className?: string;
}

/** A name on one line that gives up its middle first, because its end tells more. Read aloud in full. */
export function MiddleEllipsis({ children: text, className }: MiddleEllipsisProps) {
  const letters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const isShort = letters.length < TAIL_LENGTH + SHORTEST_HEAD;
  if (isShort || RIGHT_TO_LEFT.test(text)) {
    return (
      <bdi dir="ltr" className={classNames('ellipsis', className)} title={text}>
        {text}
      </bdi>
    );
  }
  return (
    <span className={classNames('ui-middle', className)} title={text}>
      <span className="visually-hidden">{text}</span>
      <span aria-hidden className="ui-middle-head">
        {letters.slice(0, -TAIL_LENGTH).join('')}
      </span>
      <span aria-hidden className="ui-middle-tail">
        {letters.slice(-TAIL_LENGTH).join('')}
      </span>
    </span>
  );
}
