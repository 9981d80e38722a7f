import { Braces } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { readTemplate, TEMPLATE_TOKENS, type TemplateUse } from '../../../../shared/naming';
import { Button } from '../../../ui/button';
import { MenuButton } from '../../../ui/menu';
import { TextField } from '../../../ui/text-field';

interface TemplateFieldProps {
  readonly use: TemplateUse;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TemplateField({ use, value, onChange }: TemplateFieldProps) {
  const { t } = useTranslation('settings');
  const field = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const read = readTemplate(value, use);
  const error = read.ok ? null : t(`names.problems.${read.error.kind}`, { part: read.error.part });
  const insert = (token: string) => {
    // A field keeps its caret while a menu has the focus.
    const from = input.current?.selectionStart ?? value.length;
    const to = input.current?.selectionEnd ?? from;
    const words = `{${token}}`;
    onChange(`${value.slice(0, from)}${words}${value.slice(to)}`);
    requestAnimationFrame(() => {
      if (hasGoneOn(field.current)) return;
      input.current?.focus();
      input.current?.setSelectionRange(from + words.length, from + words.length);
    });
  };
  return (
    <div ref={field} className="names-field">
      <TextField
        label={t(`names.fields.${use}`)}
        placeholder={t(`names.placeholders.${use}`)}
        description={t(`names.hints.${use}`)}
        error={error}
        value={value}
        onChange={onChange}
        inputRef={input}
        className="names-input"
      />
      <MenuButton
        label={t(`names.insertInto.${use}`)}
        trigger={
          <Button icon={Braces} aria-label={t(`names.insertInto.${use}`)} className="names-insert">
            {t('names.insert')}
          </Button>
        }
        entries={TEMPLATE_TOKENS.map((token) => ({
          id: token,
          label: t(`names.tokens.${token}`),
          detail: `{${token}}`,
          isDetailCode: true,
          onAction: () => insert(token),
        }))}
      />
    </div>
  );
}

/** The frame after a choice may come late: whoever is somewhere else by then, neither here nor in the menu, stays there. */
function hasGoneOn(field: HTMLElement | null): boolean {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) return false;
  return !field?.contains(activeElement) && activeElement.closest('[role="menu"]') === null;
}
