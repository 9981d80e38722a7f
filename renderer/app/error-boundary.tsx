import i18next from 'i18next';
import { Component, type ReactNode } from 'react';
import { ErrorCard } from '../ui/error-card';
import './error-boundary.css';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** When it changes, what was broken is given another try. */
  readonly resetKey?: string;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
  readonly resetKey: string | undefined;
}

/** A bug in one screen must not take the frame away: downloads go on, and the way out stays open. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(
    props: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    return props.resetKey === state.resetKey ? null : { error: null, resetKey: props.resetKey };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <div className="error-boundary">
        <ErrorCard
          title={i18next.t('broken.title')}
          reason={i18next.t('broken.reason', { detail: this.state.error.message })}
          next={i18next.t('broken.next')}
          action={{ label: i18next.t('broken.reload'), onPress: () => window.location.reload() }}
        />
      </div>
    );
  }
}
