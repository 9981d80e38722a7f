import { createElement, type ReactNode, useMemo } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { openLink } from './actions';
import { sanitiseDescription } from './sanitise-description';
import './description.css';

/** Headings of a description stand below those of the page. */
const renamed: Readonly<Record<string, string>> = {
  h1: 'h3',
  h2: 'h3',
  h3: 'h3',
  h4: 'h4',
  h5: 'h4',
  h6: 'h4',
};
const voidTags: ReadonlySet<string> = new Set(['br', 'hr']);

/** A creator's words. React builds the elements anew, so nothing of theirs is ever live HTML. */
export function Description({ untrustedHtml }: { readonly untrustedHtml: string | null }) {
  const { t } = useTranslation('model');
  const content = useMemo(
    () => (untrustedHtml === null ? null : toReact(sanitiseDescription(untrustedHtml))),
    [untrustedHtml],
  );
  if (content === null || content.length === 0) return <p className="dim">{t('about.none')}</p>;
  return <div className="description selectable">{content}</div>;
}

function toReact(parent: Node): ReactNode[] {
  return [...parent.childNodes].flatMap((node, index) => {
    if (node instanceof Text) return node.data;
    if (!(node instanceof Element)) return [];
    const tag = node.localName;
    const key = `${tag}-${index}`;
    if (tag === 'a') {
      return (
        <DescriptionLink key={key} href={node.getAttribute('href')}>
          {toReact(node)}
        </DescriptionLink>
      );
    }
    const name = renamed[tag] ?? tag;
    return voidTags.has(tag) ? createElement(name, { key }) : createElement(name, { key }, ...toReact(node));
  });
}

function DescriptionLink({
  href,
  children,
}: {
  readonly href: string | null;
  readonly children: ReactNode[];
}) {
  const { t } = useTranslation('model');
  const host = href === null ? null : hostOf(href);
  if (href === null || host === null) return <span>{children}</span>;
  return (
    <span title={t('about.link', { host })}>
      <Link className="description-link" onPress={() => openLink(href)}>
        {children}
      </Link>
    </span>
  );
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}
