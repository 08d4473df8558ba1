import Ban from '@lucide/svelte/icons/ban';
import BookOpen from '@lucide/svelte/icons/book-open';
import DoorOpen from '@lucide/svelte/icons/door-open';
import KeyRound from '@lucide/svelte/icons/key-round';
import MonitorSmartphone from '@lucide/svelte/icons/monitor-smartphone';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Ticket from '@lucide/svelte/icons/ticket';
import UserRound from '@lucide/svelte/icons/user-round';
import * as m from '#lib/paraglide/messages.js';

/** The pages of the settings in their order. */
export function settingsPages() {
  return [
    {
      href: '/settings/profile',
      name: m.settings_profile(),
      text: m.settings_profile_text(),
      Icon: UserRound,
    },
    {
      href: '/settings/reading',
      name: m.settings_reading(),
      text: m.settings_reading_text(),
      Icon: BookOpen,
    },
    {
      href: '/settings/feed',
      name: m.feed_settings(),
      text: m.feed_settings_text(),
      Icon: SlidersHorizontal,
    },
    {
      href: '/settings/account',
      name: m.settings_account(),
      text: m.settings_account_text(),
      Icon: KeyRound,
    },
    {
      href: '/settings/devices',
      name: m.settings_devices(),
      text: m.settings_devices_text(),
      Icon: MonitorSmartphone,
    },
    { href: '/settings/people', name: m.settings_people(), text: m.settings_people_text(), Icon: Ban },
    { href: '/settings/tokens', name: m.settings_tokens(), text: m.settings_tokens_text(), Icon: Ticket },
    { href: '/settings/close', name: m.settings_close(), text: m.settings_close_text(), Icon: DoorOpen },
  ];
}
