#include "homework/json_object.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/json_value.h"
#include "saddle/error.h"

namespace saddle {
namespace {

// The characters of UTF-8 text that are not shown but act. Bytes that are no UTF-8 stand for themselves.
bool acts(char32_t letter) {
  return letter < 0x20 || (letter >= 0x7f && letter < 0xa0) || letter == 0x2028 || letter == 0x2029 ||
         (letter >= 0x200b && letter <= 0x200f) || (letter >= 0x202a && letter <= 0x202e) ||
         (letter >= 0x2060 && letter <= 0x2069) || letter == 0xfeff;
}

char32_t next_letter(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned first = byte(at);
  const size_t size = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  char32_t letter = size == 1 ? first : first & (0xffu >> (size + 1));
  for (size_t i = 1; i < size; ++i) letter = letter << 6 | (byte(at + i) & 0x3fu);
  at += size;
  return letter;
}

}  // namespace

JsonObject::JsonObject(const Json& json, std::string where, std::initializer_list<std::string_view> known)
    : json_(json), where_(std::move(where)) {
  if (!json.is_object()) throw Error(where_, "expected an object, got {}", kind_of_json(json));
  for (const auto& [name, value] : json.items()) {
    if (std::ranges::find(known, name) == known.end())
      throw Error(place(name), "unknown key; known here: {}", fmt::to_string(fmt::join(known, ", ")));
  }
}

std::string JsonObject::place(std::string_view key) const {
  return where_.empty() ? std::string(key) : where_ + "." + std::string(key);
}

const JsonObject::Json& JsonObject::at(std::string_view key) const {
  if (!json_.contains(key)) throw Error(place(key), "is missing");
  return json_.at(std::string(key));
}

const JsonObject::Json& JsonObject::list(std::string_view key, size_t most) const {
  const Json& json = at(key);
  if (!json.is_array()) throw Error(place(key), "expected a list, got {}", kind_of_json(json));
  if (json.size() > most) throw Error(place(key), "has {} entries; at most {}", json.size(), most);
  return json;
}

std::string JsonObject::line(std::string_view key, size_t most) const {
  return checked_text(at(key), place(key), most, false);
}

std::string JsonObject::lines(std::string_view key, size_t most) const {
  return checked_text(at(key), place(key), most, true);
}

double JsonObject::number(std::string_view key) const {
  const Json& json = at(key);
  if (!json.is_number() || !std::isfinite(json.get<double>()))
    throw Error(place(key), "expected a number, got {}", kind_of_json(json));
  return json.get<double>();
}

int64_t JsonObject::whole(std::string_view key, int64_t least, int64_t most) const {
  const double value = number(key);
  if (value != std::floor(value) || value < static_cast<double>(least) || value > static_cast<double>(most))
    throw Error(place(key), "expected a whole number from {} to {}, got {}", least, most, value);
  return static_cast<int64_t>(value);
}

double JsonObject::number_or_none(std::string_view key) const { return at(key).is_null() ? std::nan("") : number(key); }

void check_text(std::string_view text, const std::string& where, size_t most, bool breaks) {
  if (text.size() > most) throw Error(where, "has {} bytes; at most {}", text.size(), most);
  for (size_t at = 0; at < text.size();) {
    const char32_t letter = next_letter(text, at);
    if (acts(letter) && !(breaks && (letter == '\n' || letter == '\t')))
      throw Error(where, "has a control character (U+{}); type it anew",
                  fmt::format("{:04X}", static_cast<uint32_t>(letter)));
  }
}

std::string checked_text(const nlohmann::ordered_json& json, const std::string& where, size_t most, bool breaks) {
  if (!json.is_string()) throw Error(where, "expected text, got {}", kind_of_json(json));
  auto text = json.get<std::string>();
  check_text(text, where, most, breaks);
  return text;
}

}  // namespace saddle
