/** Handles nobody may take: first segments of addresses, words of the house, and what people would trust. */
export const RESERVED: readonly string[] = `
  about account accounts admin api app apps arrive arrival assets auth avatar board
  boards card cards channel channels chat comment comments community compose console
  create credits demo discover docs draft drafts edit en explore export favicon
  feed feeds follow followers following forgot games healthz help home hidden inbox
  index join language languages legal licence license licences like liked likes live
  local login logout manifest mail mails me media member members messages metrics
  mute mutes new news note notes notices notifications oauth offline orders passkey
  passkeys password people person phrasebook policy preferences privacy profile profiles
  readyz recover recovery register report reports reset robots rss rules save saved
  search security session settings share shop signin signout signup sitemap source
  static studio terms test token tokens topic topics translate upload uploads user
  users verify visitor welcome well_known wellknown write www you zh zh_cn zh_tw
  jujube jujube_app jujube_team jujube_official administrator administrators bot hostmaster
  moderator moderators mod mods nobody null official operator operations owner postmaster
  root staff support service customer_service sysadmin system team undefined webmaster
  abuse all anonymous deleted everyone guest here host noreply no_reply none unknown
`
  .trim()
  .split(/\s+/);

/** Display names that would be taken for those who run the place. */
export const RESERVED_NAMES: readonly string[] = `
  Jujube, Jujube Team, Jujube Official, Admin, Administrator, Moderator, Official, Support, System, Staff,
  Customer Service, Webmaster, Root,
  红枣, 红枣官方, 官方, 官方账号, 管理员, 超级管理员, 版主, 站长, 客服, 官方客服, 系统, 系统消息, 系统通知, 工作人员,
  紅棗, 紅棗官方, 官方帳號, 管理員, 超級管理員, 站長, 系統, 系統訊息, 系統通知, 工作人員
`
  .trim()
  .split(/,\s*/);
