import { CircleAlert, X } from 'lucide-react';
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
} from 'react-aria-components';
import { Button } from './button';
import { IconButton } from './icon-button';
import './toast.css';

interface ToastWords {
  readonly text: string;
  /** A second, quieter line. */
  readonly detail?: string;
  readonly tone?: 'neutral' | 'failed';
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

interface ToastOptions extends ToastWords {
  readonly timeoutMs?: number;
  /** Takes the place of the toast that was shown last under the same word, so that a series does not pile up. */
  readonly replaces?: string;
  readonly onClose?: () => void;
}

const queue = new ToastQueue<ToastWords>({ maxVisibleToasts: 3 });

const latest = new Map<string, string>();

/** Five seconds are the least in which a sentence and a button can be read and reached. */
const DEFAULT_TIMEOUT_MS = 7000;

/**
 * Tells of something that the user did elsewhere. Never the only place where a failure is shown.
 *
 * @returns takes it away, for when it is no longer true; nothing when it has gone already
 */
export function showToast({ timeoutMs, replaces, onClose, ...words }: ToastOptions): () => void {
  const before = replaces && latest.get(replaces);
  if (before) queue.close(before);
  const timeout = timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const key = queue.add(words, { timeout, ...(onClose === undefined ? {} : { onClose }) });
  if (replaces) latest.set(replaces, key);
  return () => queue.close(key);
}

interface ToastRegionProps {
  readonly label: string;
  readonly dismissLabel: string;
}

export function ToastRegion({ label, dismissLabel }: ToastRegionProps) {
  return (
    <AriaToastRegion queue={queue} aria-label={label} className="ui-toasts">
      {({ toast }) => (
        <AriaToast toast={toast} className="ui-toast">
          {toast.content.tone === 'failed' && (
            <CircleAlert aria-hidden size={16} className="ui-toast-failed-icon" />
          )}
          <ToastContent className="ui-toast-content">
            <Text slot="title" className="ui-toast-title">
              {toast.content.text}
            </Text>
            {toast.content.detail && (
              <Text slot="description" className="ui-toast-detail">
                {toast.content.detail}
              </Text>
            )}
          </ToastContent>
          {toast.content.action && (
            <Button
              size="small"
              onPress={() => {
                toast.content.action?.onPress();
                queue.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <IconButton slot="close" icon={X} size="small" label={dismissLabel} />
        </AriaToast>
      )}
    </AriaToastRegion>
  );
}
