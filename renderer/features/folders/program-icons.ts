import {
  Aperture,
  Boxes,
  Folder,
  Grid2x2,
  type LucideIcon,
  Paintbrush,
  PanelsTopLeft,
  Workflow,
} from 'lucide-react';
import type { Layout } from '../../../shared/placement';

export const PROGRAM_ICONS: Readonly<Record<Layout, LucideIcon>> = {
  comfyui: Workflow,
  a1111: PanelsTopLeft,
  forge: PanelsTopLeft,
  reforge: PanelsTopLeft,
  sdnext: PanelsTopLeft,
  swarmui: Grid2x2,
  fooocus: Aperture,
  stabilitymatrix: Boxes,
  invokeai: Paintbrush,
  plain: Folder,
};
