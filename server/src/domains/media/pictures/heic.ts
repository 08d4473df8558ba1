import type { Decoded, Failure, Handle } from 'libheif-js/wasm-bundle.js';
import { PictureRefusal } from './refusal.ts';
import type { Pixels } from './tiff.ts';

/**
 * The pixels of a HEIC's main picture, upright (its own rotation and mirroring are applied; the Exif orientation does
 * not count in this format) and in the file's own colours.
 */
export async function decodeHeic(file: Buffer, alpha: boolean): Promise<Pixels> {
  // Only those who send HEIC pay for its decoder (25 MB of memory).
  const { default: libheif } = await import('libheif-js/wasm-bundle.js');
  await libheif.ready;
  const context = libheif.heif_context_alloc();
  if (!context) throw new PictureRefusal('media.too_heavy', 'no memory for a HEIC');
  try {
    const read = libheif.heif_context_read_from_memory(context, file);
    if (read.code !== libheif.heif_error_code.heif_error_Ok) throw failed(read);
    const handle = libheif.heif_js_context_get_primary_image_handle(context);
    if (!isHandle(handle)) throw failed(handle);
    try {
      const { heif_chroma_interleaved_RGB: rgb, heif_chroma_interleaved_RGBA: rgba } = libheif.heif_chroma;
      const colours = libheif.heif_colorspace.heif_colorspace_RGB;
      const decoded = await libheif.heif_js_decode_image2(handle, colours, alpha ? rgba : rgb);
      if (!isDecoded(decoded)) throw failed(decoded);
      try {
        return dense(decoded, alpha ? 4 : 3);
      } finally {
        libheif.heif_image_release(decoded.image);
      }
    } finally {
      libheif.heif_image_handle_release(handle);
    }
  } finally {
    libheif.heif_context_free(context);
  }
}

/** Rows come padded; what follows wants them without. */
function dense({ channels: [plane] }: Decoded, channels: 3 | 4): Pixels {
  if (!plane) throw new PictureRefusal('media.damaged', 'a HEIC without pixels');
  const { width, height, stride, data } = plane;
  const row = width * channels;
  const pixels = Buffer.allocUnsafe(row * height);
  for (let y = 0; y < height; y += 1) pixels.set(data.subarray(y * stride, y * stride + row), y * row);
  return { data: pixels, width, height, channels, bits: 8 };
}

function isHandle(found: Handle | Failure | null): found is Handle {
  return found !== null && !('code' in found);
}

function isDecoded(found: Decoded | Failure | null): found is Decoded {
  return found !== null && 'channels' in found;
}

function failed(failure: unknown): PictureRefusal {
  const message =
    typeof failure === 'object' && failure !== null && 'message' in failure ? failure.message : failure;
  return new PictureRefusal('media.damaged', `HEIC: ${String(message)}`);
}
