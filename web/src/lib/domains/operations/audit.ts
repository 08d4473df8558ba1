import * as m from '#lib/paraglide/messages.js';

/** What was done, as the rest of a sentence that begins with who; an action without words here shows its own name. */
export function deedOf(action: string): string {
  const words: Record<string, () => string> = {
    'community.changed': m.admin_did_community_changed,
    'community.founded': m.admin_did_community_founded,
    'channel.put': m.admin_did_channel_put,
    'member.role': m.admin_did_member_role,
    'member.suspended': m.admin_did_member_suspended,
    'member.restored': m.admin_did_member_restored,
    'member.reset': m.admin_did_member_reset,
    'report.dismissed': m.admin_did_report_dismissed,
    'report.removed': m.admin_did_report_removed,
    'report.reopened': m.admin_did_report_reopened,
    'topic.named': m.admin_did_topic_named,
    'job.run': m.admin_did_job_run,
    'word.accepted': m.admin_did_word_accepted,
    'word.refused': m.admin_did_word_refused,
    'word.reverted': m.admin_did_word_reverted,
    'word.hidden': m.admin_did_word_hidden,
    'word.shown': m.admin_did_word_shown,
    'rates.changed': m.admin_did_rates_changed,
    'demo.removed': m.admin_did_demo_removed,
    'model.fetched': m.admin_did_model_fetched,
    'model.stopped': m.admin_did_model_stopped,
    'model.removed': m.admin_did_model_removed,
  };
  return words[action]?.() ?? action;
}

/** Where one sees what it was done to, or null where there is no page for it. */
export function subjectLink({ action, subject }: { action: string; subject: string | null }): string | null {
  if (!subject) return null;
  if (action.startsWith('member.') || action === 'community.founded') return `/people/${subject}`;
  if (action === 'channel.put') return `/channels/${subject}`;
  if (action === 'topic.named') return `/topics/${subject}`;
  if (action.startsWith('word.')) return `/words/${encodeURIComponent(subject)}`;
  const [kind, id] = subject.split(':');
  if (kind === 'note') return `/notes/${id}`;
  return kind === 'person' ? `/people/${id}` : null;
}
