import { useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ModelFile } from '../../../shared/civitai/model';
import { Button } from '../../ui/button';
import { RiskDialog } from './risk-dialog';
import { useDownloadKey } from './use-download-key';

interface DownloadOrderProps {
  /** On the button. */
  readonly label: string;
  /** False while it is not known yet what would be added, or nothing is left to add. */
  readonly isReady?: boolean;
  /** Those among them that a scan calls dangerous; the user is asked about them first. */
  readonly dangerous: readonly ModelFile[];
  readonly onAdd: (isRiskAccepted: boolean) => Promise<unknown>;
  /** Where the files will go. */
  readonly children: ReactNode;
}

/** The button that adds what was chosen, one file or several; the key D presses it. */
export function DownloadOrder({ label, isReady = true, dangerous, onAdd, children }: DownloadOrderProps) {
  const queries = useQueryClient();
  const [isAdding, setIsAdding] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const add = async (isRiskAccepted: boolean) => {
    setIsAdding(true);
    await onAdd(isRiskAccepted);
    // The names and the room that were planned with may be taken now.
    await queries.invalidateQueries({ queryKey: ['plan'] });
    setIsAdding(false);
  };
  const start = () => {
    if (isAdding || !isReady) return;
    if (dangerous.length > 0) setIsAsking(true);
    else void add(false);
  };
  useDownloadKey(start);
  return (
    <div className="download-panel">
      <Button
        variant="primary"
        size="large"
        className="download-panel-button"
        icon={Download}
        isPending={isAdding}
        isDisabled={!isReady}
        onPress={start}
      >
        {label}
      </Button>
      {children}
      <RiskDialog
        files={dangerous}
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        onAccept={() => void add(true)}
      />
    </div>
  );
}
