import Banknote from '@lucide/svelte/icons/banknote';
import Flag from '@lucide/svelte/icons/flag';
import Hash from '@lucide/svelte/icons/hash';
import House from '@lucide/svelte/icons/house';
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard';
import Languages from '@lucide/svelte/icons/languages';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Mail from '@lucide/svelte/icons/mail';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import Users from '@lucide/svelte/icons/users';
import * as m from '#lib/paraglide/messages.js';

/** The pages of the console in their order; moderators have the reports alone. */
export function adminPages(role: string | undefined) {
  const reports = { href: '/admin/reports', name: m.admin_reports(), Icon: Flag };
  if (role !== 'administrator') return [reports];
  return [
    { href: '/admin', name: m.admin_overview(), Icon: LayoutDashboard },
    reports,
    { href: '/admin/members', name: m.admin_members(), Icon: Users },
    { href: '/admin/community', name: m.admin_community(), Icon: House },
    { href: '/admin/channels', name: m.admin_channels(), Icon: Hash },
    { href: '/admin/translation', name: m.coverage_title(), Icon: Languages },
    { href: '/admin/rates', name: m.culture_rates(), Icon: Banknote },
    { href: '/admin/jobs', name: m.admin_jobs(), Icon: ListChecks },
    { href: '/admin/mails', name: m.admin_mails(), Icon: Mail },
    { href: '/admin/audit', name: m.admin_audit(), Icon: ScrollText },
  ];
}
