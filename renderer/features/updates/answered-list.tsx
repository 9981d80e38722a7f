import type { UseQueryResult } from '@tanstack/react-query';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard } from '../../ui/error-card';
import './update-list.css';
import './update-row.css';

interface AnsweredListProps<Row> {
  readonly answer: Pick<UseQueryResult<readonly Row[]>, 'data' | 'isError' | 'error' | 'refetch'>;
  /** What is shown when there is nothing. */
  readonly none: { readonly icon: LucideIcon; readonly title: string; readonly text: string };
  readonly children: (rows: readonly Row[]) => ReactNode;
}

/** A list that main is asked for: why it could not be had, what it means that there is nothing, or its rows. */
export function AnsweredList<Row>({ answer, none, children }: AnsweredListProps<Row>) {
  const { t } = useTranslation('updates');
  const { data, isError, error, refetch } = answer;
  if (isError)
    return (
      <div className="updates-centre">
        <ErrorCard
          {...describeFailure(failureOf(error))}
          action={{ label: t('retry'), onPress: () => void refetch() }}
        />
      </div>
    );
  if (data === undefined) return null;
  if (data.length === 0)
    return (
      <EmptyState icon={none.icon} title={none.title}>
        {none.text}
      </EmptyState>
    );
  return <div className="updates-scroll">{children(data)}</div>;
}
