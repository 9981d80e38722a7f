import { navigate } from '../../stores/view';
import { TextButton } from '../../ui/text-button';

/** A creator's name that leads to their page. */
export function CreatorLink({ username }: { readonly username: string }) {
  return <TextButton onPress={() => navigate({ screen: 'creator', username })}>{username}</TextButton>;
}
