import { type RefObject, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';

interface ShownSection {
  readonly id: string;
  readonly title: string;
}

interface ShownSections {
  readonly sections: readonly ShownSection[];
  readonly settingCount: number;
}

/** What of the page is shown, whoever has put it there: sections, and how many settings in them. */
export function useShownSections(page: RefObject<HTMLElement | null>): ShownSections {
  const [shown, setShown] = useState<ShownSections>({ sections: [], settingCount: -1 });
  useEffect(() => {
    const element = page.current;
    if (element === null) return;
    const look = () => {
      const headings = [...element.querySelectorAll<HTMLElement>('.settings-section h2')];
      const next = {
        sections: headings
          .filter((heading) => heading.checkVisibility())
          .map(({ id, textContent }) => ({ id, title: textContent ?? '' })),
        settingCount: element.querySelectorAll('[data-setting]').length,
      };
      setShown((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    look();
    const observer = new MutationObserver(look);
    observer.observe(element, { childList: true, subtree: true, attributeFilter: ['class'] });
    return () => observer.disconnect();
  }, [page]);
  return shown;
}

/** Leads to the sections of the page, which are long. */
export function SettingsJump({ sections }: { readonly sections: readonly ShownSection[] }) {
  const { t } = useTranslation('entry');
  return (
    <nav aria-label={t('search.jump')} className="settings-jump">
      <ul>
        {sections.map(({ id, title }) => (
          <li key={id}>
            <Button className="settings-jump-entry" onPress={() => jumpTo(id)}>
              {title}
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function jumpTo(id: string): void {
  const heading = document.getElementById(id);
  if (heading === null) return;
  heading.closest('section')?.scrollIntoView({ block: 'start' });
  // The next Tab is to lead into the section.
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
