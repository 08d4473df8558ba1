import { ApiError, type Problem } from '@jujube/contract/client';
import type { CaughtError } from '@sveltejs/kit/hooks';
import type { Locale } from '#lib/locale-path.ts';
import * as m from '#lib/paraglide/messages.js';
import { formatWait } from '#lib/wait.ts';

/** What a page says where it cannot be shown. */
export type Refusal = App.Error;

/**
 * The words for an error, in the language of the page: what happened, what to do or when, and the way on. They are found
 * here, and travel with the page, so that no page's script carries words for what seldom happens.
 */
export function refusalOf(caught: CaughtError, locale: Locale): Refusal {
  if (caught.kind !== 'unknown') return unasked(caught.error.status, locale);
  return caught.error instanceof ApiError ? refusalByApi(caught.error.problem, locale) : broken(500, locale);
}

/** A refusal by the API, which knows its own words. */
export function refusalByApi({ status, code, title, retryAfter }: Problem, locale: Locale): Refusal {
  if (isMissing(status)) return { ...missing(status, locale), ...(title ? { text: title } : {}), code };
  if (status === 500 || !title) return { ...broken(status, locale), code };
  const wait = retryAfter === undefined ? null : { time: formatWait(retryAfter, locale) };
  const kept = code === 'request.cross_site' ? m.ui_error_elsewhere({}, { locale }) : undefined;
  const text = wait ? m.auth_try_again_in(wait, { locale }) : kept;
  return {
    status,
    message: title,
    text,
    code,
    home: status === 403 ? m.ui_error_home({}, { locale }) : undefined,
  };
}

/** A refusal by the framework, or by a page before it asked the API: its own words would be in English. */
function unasked(status: number, locale: Locale): Refusal {
  if (isMissing(status)) return missing(status, locale);
  if (status >= 500) return broken(status, locale);
  const message = status === 413 ? m.ui_error_large({}, { locale }) : m.ui_error_request({}, { locale });
  return { status, message };
}

function isMissing(status: number): boolean {
  return status === 404 || status === 410;
}

function missing(status: number, locale: Locale): Refusal {
  const message = m.ui_error_missing_title({}, { locale });
  const text = m.ui_error_missing_text({}, { locale });
  return { status, message, text, home: m.ui_error_home({}, { locale }) };
}

function broken(status: number, locale: Locale): Refusal {
  return { status, message: m.ui_error_title({}, { locale }), text: m.ui_error_text({}, { locale }) };
}
