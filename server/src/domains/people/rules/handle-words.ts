/** Words for handles of people who name none: short, friendly, easy to spell in any keyboard. */
export const ADJECTIVES: readonly string[] = `
  amber ample apricot autumn balmy brave breezy bright calm candid cedar cheery
  clear cloudy copper coral cosy crisp curious dapper dawn early easy fair
  fond fresh gentle ginger golden happy hazel honest humble indigo ivory jade
  jolly keen kind late lemon light lilac little lively lucky maple mellow
  merry mild minty misty mossy neat nimble noble olive opal patient peachy
  pearl plum plucky polite quiet quick rainy ready rosy russet sandy silver
  snowy soft spring starry steady still summer sunny sweet tidy velvet vivid
  warm wild windy winter witty young
`
  .trim()
  .split(/\s+/);

export const NOUNS: readonly string[] = `
  acorn almond bamboo basket bay beacon bell birch bloom boat bookmark bridge
  brook button candle canyon carp cedar cherry cloud clover comet compass crane
  daisy dumpling ember fern field finch fountain garden ginkgo grove harbor harvest
  heron hill island ivy kettle kite lake lantern lark leaf lotus lychee
  magpie mango maple meadow melon mitten moon moss needle noodle oak orchard
  otter owl panda path peach pebble pepper persimmon pine pocket pond poppy
  quilt rabbit rain reed ribbon river robin saddle sail sparrow spoon star
  stone stream swan tea thimble thistle tulip umbrella valley walnut willow window
`
  .trim()
  .split(/\s+/);
