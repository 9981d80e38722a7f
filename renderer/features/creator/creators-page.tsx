import { navigate } from '../../stores/view';
import { NameList } from './name-list';

/** Everybody who has published a model, with a search. */
export function CreatorsPage() {
  return (
    <NameList list="creators" sign="@" onOpen={(username) => navigate({ screen: 'creator', username })} />
  );
}
