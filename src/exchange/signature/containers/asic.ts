import type { DocumentContainers } from '#engine/signature/ports.ts';
import { encodeManifest } from '#exchange/signature/own/asic/manifest.ts';
import { signatureNameOf, writeAsicE } from '#exchange/signature/own/asic/write.ts';

/** ASiC-E containers: whichever driver signs, their form is the same. */
export const asicContainers: DocumentContainers = {
  manifest: (number, files) => encodeManifest({ signatureName: signatureNameOf(number), files }),
  write: (files, signatures) => writeAsicE({ files, signatures }),
};
