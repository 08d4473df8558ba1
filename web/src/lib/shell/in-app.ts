/** Whether this is a browser inside another app, where passkeys, installing and uploads do not work well. */
export function inAppBrowser(userAgent: string): boolean {
  return /MicroMessenger|QQ\/|Weibo|DingTalk|AlipayClient|FBAN|FBAV|Instagram|Line\/|musical_ly|BytedanceWebview|xhsdiscover/i.test(
    userAgent,
  );
}
