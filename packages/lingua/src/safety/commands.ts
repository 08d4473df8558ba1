import { readsLike } from './clean.ts';

/**
 * What orders to a machine are made of, in both languages. A translation of an order says the order again; who obeys it
 * says something else. So nothing is forbidden to write: what stands in a text must stand in its translation.
 */
interface Notion {
  name: string;
  /** Alone enough to look closer. */
  strong: boolean;
  /** Any of the ways to say it: what a translation may choose from. */
  en: RegExp;
  zh: RegExp;
  /** The ways that mean it to a machine, where that is fewer. */
  sign?: RegExp;
}

const NOTIONS: Notion[] = [
  {
    name: 'ignore',
    strong: true,
    en: /\b(?:ignor\w*|disregard\w*|forget\w*|forgot\w*|skip\w*|overlook\w*|overrid\w*|bypass\w*|cancel\w*|discard\w*|drop|never ?mind|set aside|omit\w*|leave out|neglect\w*|void|pay no attention|do not follow|don't follow|stop following)\b/u,
    zh: /忽略|忽视|无视|忘[记掉了]?|不要理|别理|不用理|不必理|跳过|抛开|覆盖|取消|绕过|作废|丢掉|抛弃|不用管|不要管|别管|不管|略过|删掉|放弃|不再遵|不要遵|别听|不要听|不理会|停止遵/u,
    sign: /\b(?:ignor\w*|disregard\w*|forget (?:your|the|all|every)\w*|overrid\w*|bypass\w*|set aside|pay no attention|do not follow|stop following|skip this|drop the)\b|忽略|忽视|无视|忘记你|忘记翻译|绕过|作废|抛开|解除|跳过这|別听|别听|取消所有|别管上/u,
  },
  {
    name: 'instructions',
    strong: true,
    en: /\b(?:instruct\w*|prompts?|commands?|rules?|orders?|guidelines?|directives?|directions?|tasks?|assignment|jobs?|requirements?|constraints?|restrictions?|settings?|policy|policies|told|asked)\b/u,
    zh: /指令|提示词?|命令|规则|规定|规矩|要求|任务|指示|设定|设置|限制|说明|准则|约束|工作|政策|吩咐|指导|吩附|话/u,
    sign: /\b(?:instruct\w*|prompts?|commands?|rules|guidelines?|directives?|tasks?|orders you)\b|指令|提示词|系统提示|命令|规则|规定|指示|设定|准则|任务/u,
  },
  {
    name: 'system',
    strong: true,
    en: /\b(?:system|developers?|admin\w*|root|jailbreak\w*|sudo|override|debug|maintenance|mode|operators?|privileged|unlocked)\b/u,
    zh: /系统|开发者|开发人员|管理员|越狱|调试|维护|模式|运营|权限|超级用户|解锁|操作员/u,
  },
  {
    name: 'machine',
    strong: true,
    en: /\b(?:ai|a\.i\.|model|chatbot|bot|robot|gpt\w*|chatgpt|claude|llm|assistant|machine|translator|artificial|computer|program|software|engine)\b/u,
    zh: /(?<![a-z])ai(?![a-z])|人工智能|模型|机器|助手|gpt|程序|翻译[官员器者]|译者|译员|电脑|软件|引擎/u,
    sign: /\b(?:ai|language model|chatbot|bot|gpt\w*|chatgpt|claude|llm|assistant|translator|robot)\b|(?<![a-z])ai(?![a-z])|人工智能|语言模型|模型|机器人|助手|翻译[官器]|程序/u,
  },
  {
    name: 'pretend',
    strong: true,
    en: /\b(?:pretend\w*|act as|acting as|role ?-?play\w*|you are now|you're now|imagin\w*|simulat\w*|becom\w*|from now on|from here on|henceforth|behav\w*|character|persona|you are an?|play the|as if you|speak as|speak like|talk like|your name is)\b/u,
    zh: /假装|假设|扮演|你现在是|想象|设想|模拟|变成|成为|从现在起|从现在开始|从此|今后|以后|角色|人设|充当|当作|当成|你是|装作|装成|说话要?像|像.{0,8}(?:一样|那样)|行为|表现|你叫|你的名字/u,
    sign: /\b(?:pretend\w*|act as|role ?-?play\w*|you are now|you are\b.{0,20}\bnow\b|you are no longer|you have been updated|from (?:now|here) on|henceforth|persona|as if you|speak (?:as|like)|talk like|take off your)\b|假装|扮演|你现在是|你已经升级|从现在起|从现在开始|从此|人设|充当|装作|像.{1,8}那样回答|你的名字叫|身份/u,
  },
  {
    name: 'translate',
    strong: true,
    en: /\b(?:translat\w*|render\w*|interpret\w*)\b/u,
    zh: /翻译|译成|译文|译|翻成/u,
  },
  {
    name: 'secret',
    strong: true,
    en: /\b(?:secret\w*|passwords?|passcodes?|api keys?|keys?|confidential|credentials?|tokens?|hidden|private|initial|verbatim)\b/u,
    zh: /秘密|密码|密钥|机密|凭证|凭据|口令|钥匙|令牌|隐藏|私密|私人|保密|最初|初始|原样|一字不差|逐字|原封不动/u,
    sign: /\b(?:secret (?:key|prompt)|passcodes?|api keys?|confidential|credentials?|hidden message|my password)\b|密钥|机密|凭证|口令|令牌|说出密码|隐藏的内容/u,
  },
  {
    name: 'obey',
    strong: true,
    en: /\b(?:decod\w*|obey\w*|execut\w*|comply|carry out|run|perform|follow)\b/u,
    zh: /解码|执行|服从|遵从|解密|照做|听从|运行|跟随|按照|遵守|跟着|关注|听我的/u,
    sign: /\b(?:decode|obey|execute)\b|解码|执行|服从|听我的/u,
  },
  {
    name: 'say',
    strong: false,
    en: /\b(?:say\w*|said|repl(?:y|ies|ied)|respond\w*|responses?|answer\w*|output\w*|print\w*|writ\w*|return\w*|repeat\w*|echo\w*|typ(?:e|ing)|display\w*|reveal\w*|leak\w*|generat\w*|recite|shout|sing|compose|list|produce|tell|spell|speak|talk|state|give me|send|post|sentence|words?|text)\b/u,
    zh: /说|回复|回应|回答|答复|答案|输出|打印|写|返回|重复|复述|显示|透露|泄露|泄漏|生成|念|给出|背诵|喊|唱|列出|告诉|讲|拼|发[送给出布]?|产生|句|字|词|文/u,
  },
  {
    name: 'only',
    strong: false,
    en: /\b(?:only|nothing (?:else|but)|instead|exactly|no other|must|do not|don't|never|stop|just|without|nothing|rather than)\b/u,
    zh: /只|仅|不要|别|必须|务必|停止|停下|不得|而不是|改[为成]|代替|精确|不准|禁止|不许|一定要|不用|除此|刚好|没有|别的|不再|无需|不能|而非|正好|就|永远不|千万/u,
  },
  {
    name: 'before',
    strong: false,
    en: /\b(?:above|previous\w*|prior|earlier|preceding|before|below|following|everything|next|rest|all|so far|end of|start of|begin\w*|new|last)\b/u,
    zh: /以上|上面|上文|上述|之前|前面|此前|先前|下面|以下|下文|下一|后面|接下来|其余|剩下|所有|全部|一切|任何|结束|结尾|开始|开头|新|到此|最后|末尾|迄今|都|整/u,
  },
];

/** A machine is told what to say, or what its answer must be. */
const ORDERS_SPEECH = {
  en: /(?:^|[.!?:;,"]\s*|\bplease\s+|\bkindly\s+|\band\s+|\byou (?:must|should|will|always|only)\s+)(?:now\s+|only\s+)?(?:output|reply (?:with|only|in)|respond|print|return the|repeat (?:after|your|the)|echo|answer (?:this|every|with|in|only)|recite|produce|compose|say ["“]|say that|say the|write (?:exactly|a poem|something)|complete the|render the|tell (?:the reader|everyone|me (?:a|what rules))|add the link|enter \w+ mode)\b|\byour (?:output|reply|response|answer|new task|prompt|instructions)\b|\buse it\b|\bi order you\b|\byou only answer\b|\bsay (?:hacked|meow|\w+ is closing)\b/u,
  zh: /(?:^|[。！？：；，,]\s*)(?:你|直接|立刻|马上|现在|只)?(?:输出|回复[^我]|返回|打印|复述)|(?:请|务必|必须|给我|只能|只|以后|总是)[^。！？]{0,14}(?:输出|回复|回答|打印|返回|重复|复述|生成|写出)|说[“"「]|跟我念|你的(?:输出|回复|回答|新?任务|指令|提示)|骂(?:我|读者)|讲个(?:笑话|secret)|告诉大家|只许说|只能说|写一首|给我念|换成|承诺给我|夸我|译文|请使用它|说点.{1,6}坏话|告诉我怎么|告诉我你遵守|生成一/u,
};

export type Written = 'en' | 'zh';

/** The notions of a text that orders a machine about; empty for what nobody would take for an order. */
export function notionsOf(text: string): string[] {
  const plain = readsLike(text);
  const ordered = ORDERS_SPEECH.en.test(plain) || ORDERS_SPEECH.zh.test(plain);
  const signs = NOTIONS.filter(
    ({ strong, sign, en, zh }) => strong && (sign ? sign.test(plain) : en.test(plain) || zh.test(plain)),
  );
  if (signs.length === 0 && !ordered) return [];
  const weak = NOTIONS.filter(({ strong, en, zh }) => !strong && (en.test(plain) || zh.test(plain)));
  // One sign alone is ordinary speech; what it says must come again, what stands beside it need not.
  const found = ordered || signs.length > 1 ? [...signs, ...weak] : signs;
  return found.map(({ name }) => name);
}

/** How many of the notions a translation says, 0…1. */
export function saidAgain(names: readonly string[], translation: string, to: Written): number {
  if (names.length === 0) return 1;
  const plain = readsLike(translation);
  const said = NOTIONS.filter((notion) => names.includes(notion.name) && notion[to].test(plain));
  return said.length / names.length;
}
