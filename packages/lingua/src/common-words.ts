/**
 * Words that a text of one to three words is often made of, where letters alone prove nothing ("so cute" looks
 * Slovene). Only languages whose short comments a reader of Jujube is likely to meet; words of several languages
 * count for each.
 */
const LISTS: Record<string, string> = {
  en:
    'a about after again ago all also always am amazing an and any are at awesome back bad be beautiful because been ' +
    'before best better big book bread breakfast brilliant brunch but buy bye by cake can cat cats cheers city coffee ' +
    'cold come cool cute dad day days delicious did dinner do does dog dogs dress easy eat enjoy ever every favorite ' +
    'favourite find first food for free friend friends from fun funny get girl go good gorgeous great guys had hair ' +
    'happy has hate have he hello help her here hey hi his home hope hot house how i if in interesting is it its job ' +
    'just keep kitchen know last let life like little live lol look looks love loved lovely lunch made make makeup ' +
    'many market me mine miss money month more morning most mum mom much my name need never new next nice night no ' +
    'not now of off oh ok okay old omg on one only or our out over people perfect photo photos pic pics please pretty ' +
    'really recipe red right room run sad same say school see she shoes shop show sleep small so some someone ' +
    'something sorry soup spring still street style such summer sure sweet take tea thank thanks that the their them ' +
    'there these they thing things think this time tiny to today tomorrow tonight too travel trip true try two up us ' +
    'very wait walk want was way we wear week welcome well what when where which white who why will winter wish with ' +
    'woman wonderful work world would wow wrong yeah year yes yesterday you your yum yummy',
  es:
    'hola gracias que qué bonito bonita lindo linda muy bien bueno buena buenos buenas días dias noches tardes amigo ' +
    'amigos amiga dónde donde cómo como está esta el la los las un una por para con sí no me te mi tu gato casa comida ' +
    'receta precioso preciosa hermoso hermosa rico genial mañana amor feliz',
  fr:
    "bonjour salut merci beaucoup très tres joli jolie beau belle c'est est le la les un une et où ou comment pourquoi " +
    'oui non bonsoir bonne bon nuit chat maison recette magnifique superbe trop bien moi toi pour avec je tu',
  de:
    'hallo danke bitte sehr schön schon gut guten morgen tag abend nacht ja nein ich du wir ist das der die ein eine ' +
    'und wo wie warum katze haus rezept lecker süß toll wunderschön liebe mit für von',
  pt:
    'olá ola oi obrigado obrigada bom boa dia noite tarde muito lindo linda bonito bonita que onde como por para com ' +
    'sim não nao eu você voce meu minha gato casa receita amei gente',
  it:
    'ciao grazie bello bella bellissimo bellissima buono buona buongiorno buonasera che dove come perché perche si sì ' +
    "no il lo la gli un una è e con per mi ti mio mia gatto casa ricetta bravo brava c'è",
  vi: 'xin chào cảm ơn đẹp quá rất ngon ở đâu mèo nhà yêu thích dễ thương không có được tôi bạn',
  ms: 'terima kasih selamat pagi malam cantik sedap enak bagus saya kamu anda apa mana kucing rumah makan suka sekali',
};

const LANGUAGES_OF = new Map<string, string[]>();
for (const [language, words] of Object.entries(LISTS)) {
  for (const word of words.split(' ')) {
    LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), language]);
  }
}

/** How many of these words (lower case) each language has. */
export function commonWords(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) {
    for (const language of LANGUAGES_OF.get(word) ?? []) {
      counts.set(language, (counts.get(language) ?? 0) + 1);
    }
  }
  return counts;
}
