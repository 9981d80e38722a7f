import { FileSearch } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { planDroppedText } from '../features/inspection/actions';
import './drop-zone.css';

const LINKS = 'text/uri-list';

/** What comes from elsewhere; parts of the page that are dragged within it are not for here. */
function isFromElsewhere({ dataTransfer }: DragEvent): boolean {
  const types = dataTransfer?.types ?? [];
  return types.includes('Files') || types.includes(LINKS);
}

/**
 * The whole window takes files and links. Of files the page sees only that there are some: their paths go to main
 * by the preload, and what comes of them is told by `inspection.dropped`.
 */
export function DropZone() {
  const { t } = useTranslation('inspection');
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    let isOwn = false;
    const onStart = () => {
      isOwn = true;
    };
    const onEnd = () => {
      isOwn = false;
    };
    const onOver = (event: DragEvent) => {
      if (isOwn || !isFromElsewhere(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setIsOver(true);
    };
    const onLeave = (event: DragEvent) => {
      // Only the edge of the window has nothing beside it.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setIsOver(false);
      if (isOwn || !isFromElsewhere(event)) return;
      event.preventDefault();
      const { dataTransfer } = event;
      if (dataTransfer === null || dataTransfer.files.length > 0) return;
      const text = dataTransfer.getData(LINKS) || dataTransfer.getData('text/plain');
      if (text.trim() !== '') void planDroppedText(text);
    };
    document.addEventListener('dragstart', onStart);
    document.addEventListener('dragend', onEnd);
    document.addEventListener('dragover', onOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragstart', onStart);
      document.removeEventListener('dragend', onEnd);
      document.removeEventListener('dragover', onOver);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, []);
  if (!isOver) return null;
  return (
    <div className="drop-zone">
      <div className="drop-zone-words">
        <FileSearch aria-hidden size={28} strokeWidth={1.5} />
        <p className="drop-zone-title">{t('drop.title')}</p>
        <p className="dim">{t('drop.text')}</p>
      </div>
    </div>
  );
}
