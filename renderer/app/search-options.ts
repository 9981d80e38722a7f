import {
  Box,
  Boxes,
  Eraser,
  FileDigit,
  History,
  Images,
  Link2,
  type LucideIcon,
  Search,
  Tag,
  UserRound,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SearchWish } from '../../shared/civitai/search';
import { type NameBeingTyped, readSearchWords, type SearchLine } from '../../shared/civitai/search-line';
import { useFilterWords } from '../features/discover/filter-words';
import { describeFailure } from '../locales/describe-failure';
import { formatNumber } from '../ui/format';
import { forgetSearches, openModel, openPictures, searchForWords, takeWish } from './search-actions';
import type { LookedUp, LookUpAnswers } from './use-look-ups';
import type { SuggestedName } from './use-name-suggestions';

export interface SearchOption {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly label: string;
  /** What the label is, in quieter words. */
  readonly detail: string | null;
  /** Civitai was asked and knows it. */
  readonly isFound?: true;
  readonly run: () => void;
}

export interface SearchSection {
  readonly id: string;
  readonly label: string;
  readonly options: readonly SearchOption[];
}

interface SearchOptionsInput {
  readonly text: string;
  readonly line: SearchLine;
  readonly typed: NameBeingTyped | null;
  readonly answers: LookUpAnswers;
  readonly names: readonly SuggestedName[] | null;
  readonly recent: readonly string[];
  readonly submit: (line: string) => void;
}

export interface SearchOptions {
  readonly sections: readonly SearchSection[];
  /** What there is to say besides; null for nothing. */
  readonly status: string | null;
}

/** What the list below the search box offers: what the line was understood as, and how it may go on. */
export function useSearchOptions(input: SearchOptionsInput): SearchOptions {
  const { t } = useTranslation('common');
  const understood = useUnderstood(input);
  const sections: SearchSection[] = [];
  if (understood.length > 0)
    sections.push({ id: 'understood', label: t('searchList.understood'), options: understood });
  if (input.typed !== null && input.names !== null && input.names.length > 0) {
    sections.push({
      id: 'names',
      label: t(input.typed.kind === 'tag' ? 'searchList.tags' : 'searchList.creators'),
      options: input.names.map((name) => nameOption(t, input, name)),
    });
  }
  if (input.text.trim() === '' && input.recent.length > 0) {
    sections.push({
      id: 'recent',
      label: t('searchList.recent'),
      options: [
        ...input.recent.map((line) => ({
          id: `recent-${line}`,
          icon: History,
          label: line,
          detail: null,
          run: () => input.submit(line),
        })),
        {
          id: 'forget',
          icon: Eraser,
          label: t('searchList.forget'),
          detail: null,
          run: forgetSearches,
        },
      ],
    });
  }
  return { sections, status: useStatus(input) };
}

function useStatus({ line, answers, typed, names }: SearchOptionsInput): string | null {
  const { t } = useTranslation('common');
  if (line.kind === 'strangeLink') return t('searchList.strangeLink');
  if (line.kind === 'lookUps') {
    if (answers.failure !== null) return describeFailure(answers.failure).title;
    if (answers.isPending) return t('searchList.lookingUp');
    return answers.found.length === 0 ? t('searchList.nothingFound') : null;
  }
  if (typed !== null && names?.length === 0) {
    return t(typed.kind === 'tag' ? 'searchList.noTag' : 'searchList.noCreator', { name: typed.text });
  }
  return null;
}

function useUnderstood({ text, line, answers }: SearchOptionsInput): readonly SearchOption[] {
  const { t } = useTranslation('common');
  const filterWords = useFilterWords();
  switch (line.kind) {
    case 'model': {
      const { modelId, versionId } = line;
      return [
        {
          id: 'model',
          icon: Link2,
          label: t('searchList.modelByLink'),
          detail:
            versionId === null
              ? t('searchList.modelNumber', { modelId })
              : t('searchList.versionNumber', { modelId, versionId }),
          run: () => openModel(modelId, versionId),
        },
      ];
    }
    case 'lookUps': {
      const found = answers.found.map((answer) => foundOption(t, answer));
      if (!line.couldBeWords) return found;
      const words = text.trim();
      return [
        ...found,
        {
          id: 'words',
          icon: Search,
          label: t('searchList.searchFor', { words }),
          detail: t('searchList.inNames'),
          run: () => searchForWords({ text: words, creator: null, tags: [] }),
        },
      ];
    }
    case 'pictures': {
      const { subject } = line;
      const isPost = subject.kind === 'post';
      return [
        {
          id: 'pictures',
          icon: Images,
          label: t(isPost ? 'searchList.post' : 'searchList.image'),
          detail: isPost
            ? t('searchList.postNumber', { postId: subject.postId })
            : t('searchList.imageNumber', { imageId: subject.imageId }),
          run: () => openPictures(subject),
        },
      ];
    }
    case 'wish':
      return [sharedSearch(t('searchList.sharedSearch'), filterWords(line.wish), line.wish)];
    case 'words': {
      if (line.creator === null && line.tags.length === 0) return [];
      const parts = [
        ...(line.creator === null ? [] : [t('searchList.creator', { name: line.creator })]),
        ...line.tags.map((name) => t('searchList.tag', { name })),
        ...(line.text === '' ? [] : [t('searchList.words', { words: line.text })]),
      ];
      return [
        {
          id: 'search',
          icon: Search,
          label: parts.join(' · '),
          detail: null,
          run: () => searchForWords(line),
        },
      ];
    }
    case 'strangeLink':
      return [];
  }
}

type Translate = ReturnType<typeof useTranslation<'common'>>['t'];

function sharedSearch(label: string, words: readonly string[], wish: SearchWish): SearchOption {
  return { id: 'wish', icon: Link2, label, detail: words.join(' · ') || null, run: () => takeWish(wish) };
}

const lookUpIcon = { model: Box, version: Boxes, hash: FileDigit } as const;

function foundOption(t: Translate, answer: LookedUp): SearchOption {
  const { lookUp, modelId, versionId, modelName, versionName, creator } = answer;
  const detail = t(`searchList.by.${lookUp.kind}`);
  const name = modelName ?? t('searchList.aboveLevel', { modelId });
  return {
    id: `found-${lookUp.kind}`,
    isFound: true,
    icon: lookUpIcon[lookUp.kind],
    label: versionName === null ? name : t('searchList.versionOf', { name, version: versionName }),
    detail: creator === null ? detail : t('searchList.byCreator', { detail, creator }),
    run: () => openModel(modelId, versionId),
  };
}

function nameOption(
  t: Translate,
  input: SearchOptionsInput,
  { name, modelCount }: SuggestedName,
): SearchOption {
  const isTag = input.typed?.kind === 'tag';
  return {
    id: `name-${name}`,
    icon: isTag ? Tag : UserRound,
    label: name,
    detail:
      modelCount === null
        ? null
        : t('searchList.models', { count: modelCount, number: formatNumber(modelCount) }),
    run: () => {
      const { typed, text } = input;
      if (typed === null) return;
      const rest = readSearchWords(`${text.slice(0, typed.from)} ${text.slice(typed.to)}`);
      searchForWords(isTag ? { ...rest, tags: [...rest.tags, name] } : { ...rest, creator: name });
    },
  };
}
