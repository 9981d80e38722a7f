import { navigate } from '../../stores/view';
import { NameList } from '../creator/name-list';

/** All tags, with a search. */
export function TagsPage() {
  return <NameList list="tags" sign="#" onOpen={(tag) => navigate({ screen: 'tag', tag })} />;
}
