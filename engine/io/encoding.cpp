#include "io/encoding.h"

#include <algorithm>
#include <cerrno>
#include <iconv.h>
#include <memory>
#include <optional>
#include <string_view>

#include "io/utf8.h"
#include "saddle/error.h"

namespace saddle {
namespace {

constexpr std::string_view utf8_mark = "\xef\xbb\xbf";

// Null if the bytes are not in that encoding, or if there is no such encoding here.
std::optional<std::string> converted(std::string_view bytes, const std::string& encoding) {
  const auto close = [](iconv_t* open) { iconv_close(*open); };
  iconv_t opened = iconv_open("UTF-8", encoding.c_str());
  if (opened == iconv_t(-1)) return std::nullopt;
  const std::unique_ptr<iconv_t, decltype(close)> closing(&opened, close);
  std::string text;
  char* from = const_cast<char*>(bytes.data());  // iconv's signature is older than const
  size_t left = bytes.size();
  char piece[1 << 14];
  while (left > 0) {
    char* to = piece;
    size_t room = sizeof piece;
    const size_t result = iconv(opened, &from, &left, &to, &room);
    text.append(piece, sizeof piece - room);
    if (result == size_t(-1) && errno != E2BIG) return std::nullopt;
  }
  return text;
}

// Text in UTF-16 is full of zeros at every other byte, as long as most of it is digits and delimiters.
const char* utf16_without_mark(std::string_view bytes) {
  const std::string_view beginning = bytes.substr(0, std::min<size_t>(bytes.size(), 4096) / 2 * 2);
  size_t zeros[2] = {};
  for (size_t i = 0; i < beginning.size(); ++i) zeros[i % 2] += beginning[i] == '\0';
  const size_t pairs = beginning.size() / 2;
  if (bytes.size() % 2 != 0 || pairs == 0) return nullptr;
  if (zeros[0] == 0 && zeros[1] * 2 > pairs) return "UTF-16LE";
  if (zeros[1] == 0 && zeros[0] * 2 > pairs) return "UTF-16BE";
  return nullptr;
}

// Whether most pairs of bytes are syllables of KS X 1001, the Hangul that Korean is written with. "Größe" in Latin-1 is
// a valid pair too, but one that stands for a Chinese character.
bool is_mostly_hangul(std::string_view bytes) {
  size_t pairs = 0, hangul = 0;
  for (size_t i = 0; i + 1 < bytes.size(); ++i) {
    const auto lead = static_cast<unsigned char>(bytes[i]), trail = static_cast<unsigned char>(bytes[i + 1]);
    if (lead < 0x80) continue;
    ++pairs, ++i;
    hangul += lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1;
  }
  return pairs > 0 && hangul * 2 > pairs;
}

std::string likely_encoding(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xff\xfe\0\0"sv) && bytes.size() % 4 == 0) return "UTF-32LE";
  if (bytes.starts_with("\xff\xfe"sv)) return "UTF-16LE";
  if (bytes.starts_with("\xfe\xff"sv)) return "UTF-16BE";
  if (const char* wide = utf16_without_mark(bytes)) return wide;
  if (is_utf8(bytes)) return "UTF-8";
  return is_mostly_hangul(bytes) ? "CP949" : "WINDOWS-1252";
}

std::string without_mark(std::string text) {
  if (text.starts_with(utf8_mark)) text.erase(0, utf8_mark.size());
  return text;
}

}  // namespace

DecodedText decode_text(std::string bytes, const std::string& encoding, const std::string& where) {
  const bool guessed = encoding == "auto";
  const std::string likely = guessed ? likely_encoding(bytes) : encoding;
  if (likely == "UTF-8") {
    if (!is_utf8(bytes)) throw Error(where, "is not in {}; set data.encoding to the encoding it was saved in", likely);
    return {without_mark(std::move(bytes)), likely};
  }
  if (auto text = converted(bytes, likely)) return {without_mark(*std::move(text)), likely};
  if (guessed && likely == "CP949") return decode_text(std::move(bytes), "WINDOWS-1252", where);
  // Five bytes are nothing in Windows-1252 and control characters in Latin-1.
  if (likely == "WINDOWS-1252") {
    if (auto text = converted(bytes, "ISO-8859-1")) return {*std::move(text), "ISO-8859-1"};
  }
  throw Error(where, "is not in {}; set data.encoding to the encoding it was saved in", likely);
}

}  // namespace saddle
