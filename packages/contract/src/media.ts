import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { picture, uuid, writing } from './common.ts';

/** Fractions of the picture after its orientation was applied. */
export const crop = z
  .object({
    x: z.number().min(0).max(1),
    y: z.number().min(0).max(1),
    width: z.number().min(0.05).max(1),
    height: z.number().min(0.05).max(1),
  })
  .meta({ id: 'Crop' });

export const uploaded = picture.extend({ name: z.string().nullable() }).meta({ id: 'Uploaded' });

export const mediaErrors = errors({
  'media.not_found': [404, 'This picture is not here.', '图片不存在。', '圖片不存在。'],
  'media.too_large': [413, 'This picture is over 30 MB.', '图片超过 30 MB。', '圖片超過 30 MB。'],
  'media.too_many_pixels': [
    422,
    'This picture is over 60 megapixels.',
    '图片超过 6000 万像素。',
    '圖片超過 6000 萬像素。',
  ],
  'media.unsupported': [
    415,
    'Pictures can be JPEG, PNG, WebP, AVIF, GIF or HEIC.',
    '支持 JPEG、PNG、WebP、AVIF、GIF 和 HEIC 图片。',
    '支援 JPEG、PNG、WebP、AVIF、GIF 和 HEIC 圖片。',
  ],
  'media.damaged': [
    422,
    'This picture is damaged and could not be read.',
    '图片已损坏，读不出来。',
    '圖片已損壞，無法讀取。',
  ],
  'media.too_heavy': [
    422,
    'This picture needs too much memory to read. Save it smaller and try again.',
    '这张图片太复杂，处理不了，换小一点的再试试。',
    '這張圖片太複雜，無法處理，請換小一點的再試。',
  ],
  'media.busy': [
    503,
    'Many pictures are being prepared. It will go on by itself.',
    '正在处理的图片较多，会自动继续。',
    '正在處理的圖片較多，會自動繼續。',
  ],
  'media.in_use': [
    409,
    'This picture belongs to a note already.',
    '这张图片已用在另一篇笔记里。',
    '這張圖片已用在另一篇筆記裡。',
  ],
});

export const mediaEndpoints = [
  endpoint('GET /media/:id', {
    access: 'member',
    subject: 'media',
    summary: 'One’s own uploaded picture',
    params: z.object({ id: uuid }),
    output: uploaded,
  }),
  endpoint('PATCH /media/:id', {
    access: 'member',
    subject: 'media',
    summary: 'Crop one’s own picture anew, or describe it',
    params: z.object({ id: uuid }),
    body: z.object({ crop: crop.nullable().optional(), alt: writing(1000).nullable().optional() }),
    output: uploaded,
  }),
  endpoint('DELETE /media/:id', {
    access: 'member',
    subject: 'media',
    summary: 'Remove a picture that no note uses',
    params: z.object({ id: uuid }),
  }),
] as const;
