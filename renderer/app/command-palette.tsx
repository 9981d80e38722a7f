import { Search } from 'lucide-react';
import {
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { setPaletteOpen, useViewStore } from '../stores/view';
import { Kbd } from '../ui/kbd';
import { NarrowedList } from '../ui/narrowed-list';
import { usePaletteCommands } from './palette-commands';
import '../ui/dialog.css';
import '../ui/popover.css';
import './command-palette.css';

export function CommandPalette() {
  const { t } = useTranslation();
  const isOpen = useViewStore((state) => state.isPaletteOpen);
  const openings = useViewStore((state) => state.paletteOpenings);
  return (
    <ModalOverlay
      // One that is opened again while it fades out would neither take the focus nor stay.
      key={openings}
      isOpen={isOpen}
      onOpenChange={setPaletteOpen}
      isDismissable
      className="ui-veil command-palette-veil"
    >
      <Modal className="ui-modal command-palette">
        <Dialog aria-label={t('palette.label')} className="ui-dialog">
          <PaletteContent />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteContent() {
  const { t } = useTranslation();
  const groups = usePaletteCommands();
  return (
    <NarrowedList>
      <TextField aria-label={t('palette.field')} autoFocus className="command-palette-field">
        <Search aria-hidden size={16} className="command-palette-icon" />
        <Input className="command-palette-input" placeholder={t('palette.placeholder')} spellCheck={false} />
      </TextField>
      <Menu
        aria-label={t('palette.label')}
        className="ui-options command-palette-list"
        items={groups}
        onClose={() => setPaletteOpen(false)}
        renderEmptyState={() => <div className="command-palette-empty">{t('palette.nothing')}</div>}
      >
        {(group) => (
          <MenuSection id={group.id} className="command-palette-group">
            <Header className="command-palette-heading">{group.label}</Header>
            {group.commands.map(({ id, label, icon: Icon, shortcut, run }) => (
              <MenuItem key={id} id={id} textValue={label} onAction={run} className="ui-option">
                <Icon aria-hidden size={16} className="ui-menu-icon" />
                <span className="ui-option-text ellipsis">{label}</span>
                {shortcut && <Kbd>{shortcut}</Kbd>}
              </MenuItem>
            ))}
          </MenuSection>
        )}
      </Menu>
    </NarrowedList>
  );
}
