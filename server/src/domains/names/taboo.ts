// What people who speak Chinese would wince at in a name, each with its reason. Short on purpose: a warning, never a ban,
// and the owner decides. Written by hand; no list of surnames or words was copied.

interface BadSound {
  /** Pinyin of one or more characters in a row. */
  sounds: readonly string[];
  /** What it sounds like. */
  like: string;
  /** The tones do not save it. */
  toneless?: boolean;
}

export const BAD_SOUNDS: readonly BadSound[] = [
  // Death, and the number that stands for it.
  { sounds: ['sǐ'], like: '死' },
  { sounds: ['sì'], like: '四（死）' },
  { sounds: ['wáng'], like: '亡' },
  { sounds: ['sāng'], like: '丧' },
  { sounds: ['zàng'], like: '葬' },
  { sounds: ['mù'], like: '墓' },
  { sounds: ['guǐ'], like: '鬼' },
  // Clocks and umbrellas are not given for the same reason: the sound of an end.
  { sounds: ['sòng', 'zhōng'], like: '送终' },
  { sounds: ['bìng'], like: '病' },
  { sounds: ['dú'], like: '毒' },
  { sounds: ['shū'], like: '输' },
  { sounds: ['qióng'], like: '穷' },
  { sounds: ['méi', 'qián'], like: '没钱' },
  { sounds: ['méi', 'cái'], like: '没财、没才' },
  { sounds: ['méi', 'yòng'], like: '没用' },
  { sounds: ['wú', 'néng'], like: '无能' },
  { sounds: ['wú', 'dé'], like: '无德' },
  { sounds: ['wú', 'lǐ'], like: '无理、无礼' },
  { sounds: ['fèi', 'wù'], like: '废物' },
  { sounds: ['bái', 'chī'], like: '白痴', toneless: true },
  { sounds: ['shǎ'], like: '傻' },
  { sounds: ['bèn'], like: '笨' },
  { sounds: ['chǔn'], like: '蠢' },
  { sounds: ['chǒu'], like: '丑' },
  { sounds: ['zhū'], like: '猪' },
  { sounds: ['lǘ'], like: '驴' },
  { sounds: ['gǒu'], like: '狗' },
  { sounds: ['niào'], like: '尿' },
  { sounds: ['shǐ'], like: '屎' },
  { sounds: ['pì'], like: '屁' },
  { sounds: ['jì', 'nǚ'], like: '妓女' },
  { sounds: ['zéi'], like: '贼' },
  { sounds: ['jiān'], like: '奸' },
  { sounds: ['hài', 'rén'], like: '害人' },
  { sounds: ['shā'], like: '杀' },
  { sounds: ['táng', 'láng'], like: '螳螂' },
  { sounds: ['dù', 'zi', 'téng'], like: '肚子疼' },
  { sounds: ['fàn', 'tǒng'], like: '饭桶' },
  { sounds: ['huài', 'dàn'], like: '坏蛋' },
  { sounds: ['bèn', 'dàn'], like: '笨蛋' },
  { sounds: ['wáng', 'bā'], like: '王八' },
];

/** They say what nobody wants to be called. */
export const BAD_CHARACTERS: ReadonlySet<string> = new Set(
  '死亡丧喪葬墓尸屍鬼病毒癌疾痛苦悲哀愁仇恨杀殺血刀凶兇罪贼賊奸妓奴狗猪豬蛇鼠驴驢屎尿屁臭丑醜笨蠢傻痴癡疯瘋穷窮败敗输輸坏壞恶惡灾災祸禍',
);

/** Names of those who lead or led a country or a faith: a joke on somebody who does not know. */
export const LEADERS: readonly string[] = [
  ...[
    '毛泽东',
    '毛澤東',
    '周恩来',
    '周恩來',
    '刘少奇',
    '劉少奇',
    '邓小平',
    '鄧小平',
    '江泽民',
    '江澤民',
    '胡锦涛',
    '胡錦濤',
  ],
  ...['习近平', '習近平', '近平', '李克强', '李克強', '李强', '李強', '温家宝', '溫家寶', '朱镕基', '朱鎔基'],
  ...[
    '蒋介石',
    '蔣介石',
    '蒋中正',
    '蔣中正',
    '蒋经国',
    '蔣經國',
    '孙中山',
    '孫中山',
    '李登辉',
    '李登輝',
    '陈水扁',
    '陳水扁',
  ],
  ...['马英九', '馬英九', '蔡英文', '赖清德', '賴清德', '泽东', '澤東', '恩来', '恩來', '中正'],
  ...[
    '希特勒',
    '普京',
    '普丁',
    '特朗普',
    '川普',
    '拜登',
    '金正恩',
    '金正日',
    '金日成',
    '耶稣',
    '耶穌',
    '释迦',
    '釋迦',
  ],
];

/** With what a full name begins in nearly all of China; another beginning is read as a given name alone. */
export const SURNAMES: ReadonlySet<string> = new Set([
  ...'王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭田董袁潘于余叶葉',
  ...'蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧傅钟鐘鍾姜崔谭譚廖范範汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎閻薛尹段雷黎史龙龍陶贺賀',
  ...'顾顧毛郝龚龔邵万萬钱錢严嚴武戚莫孔向汤湯温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭',
  ...'焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂塗成苗谷盛曲翁冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解',
  ...[
    '欧阳',
    '歐陽',
    '司马',
    '司馬',
    '上官',
    '诸葛',
    '諸葛',
    '司徒',
    '东方',
    '東方',
    '慕容',
    '令狐',
    '皇甫',
    '公孙',
    '公孫',
  ],
]);
