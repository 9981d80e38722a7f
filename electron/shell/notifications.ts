import { Notification } from 'electron';

export interface NotificationWords {
  readonly title: string;
  readonly text: string;
}

/** The system's notifications. */
export class Notifications {
  /** One that is not held is collected, and its click with it. */
  private readonly held = new Set<Notification>();

  /** @param onShown called once the system has taken it, which it may never do */
  show({ title, text }: NotificationWords, onClick: () => void, onShown: () => void = () => {}): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body: text });
    const forget = () => this.held.delete(notification);
    notification.on('show', onShown);
    notification.on('click', () => {
      forget();
      onClick();
    });
    notification.on('close', forget);
    notification.on('failed', forget);
    this.held.add(notification);
    notification.show();
  }
}
