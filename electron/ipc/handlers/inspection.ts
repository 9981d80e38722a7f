import { failure } from '../../../shared/failure';
import { err, ok } from '../../../shared/result';
import type { InspectionActs } from '../../services/inspection/inspection-acts';
import type { Inspections } from '../../services/inspection/inspections';
import type { Area } from './area';

export interface InspectionHandlersNeeds {
  readonly inspections: Inspections;
  readonly acts: InspectionActs;
  readonly pick: (what: 'files' | 'folder') => Promise<readonly string[]>;
  /** Shows a file in the system's file manager. */
  readonly show: (place: { readonly folder: string; readonly file: string }) => Promise<boolean>;
}

export function inspectionHandlers({
  inspections,
  acts,
  pick,
  show,
}: InspectionHandlersNeeds): Area<'inspection'> {
  return {
    'inspection.snapshot': () => ok(inspections.view()),
    'inspection.pick': async ({ what }) => {
      const paths = await pick(what);
      return paths.length === 0 ? ok(null) : inspections.add(paths);
    },
    'inspection.clear': () => {
      inspections.clear();
      return ok(null);
    },
    'inspection.place': ({ id, way }) => acts.place(id, way),
    'inspection.writeSidecars': ({ id }) => acts.writeSidecars(id),
    'inspection.downloadWhole': ({ id }) => acts.downloadWhole(id),
    'inspection.planNewer': ({ id }) => acts.planNewer(id),
    'inspection.show': async ({ id }) => {
      const place = inspections.placeOf(id);
      if (place === null) return err(failure('input.invalid'));
      return (await show(place)) ? ok(null) : err(failure('disk.folderMissing', { path: place.folder }));
    },
  };
}
