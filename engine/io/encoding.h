#pragma once

#include <string>

namespace saddle {

struct DecodedText {
  std::string utf8;      // without a byte order mark
  std::string encoding;  // "UTF-8", "UTF-16LE", "CP949": what the bytes were taken for
};

// The text of a file as UTF-8. `encoding`: a name that iconv knows, or "auto", which goes by a byte order mark, then by
// zero bytes (UTF-16), then takes UTF-8 where the bytes are valid UTF-8, CP949 (Korean, a superset of EUC-KR) where
// most letters beyond ASCII come out as Hangul, and Windows-1252 (a superset of Latin-1) otherwise. Throws Error,
// naming `where`, if the bytes are not in the encoding that was named.
DecodedText decode_text(std::string bytes, const std::string& encoding, const std::string& where);

}  // namespace saddle
