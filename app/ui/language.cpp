#include "ui/language.h"

#include <charconv>
#include <cstdint>
#include <cstring>

#include "saddle/text_file.h"

// The .mo format: GNU gettext manual, "The Format of GNU MO Files".
namespace saddle::ui {
namespace {

constexpr uint32_t magic = 0x950412de;

}  // namespace

Language::Language(std::string code, const std::filesystem::path& catalog) : code_(std::move(code)) {
  const std::string bytes = read_text_file(catalog);
  const auto word = [&](size_t at) {
    uint32_t value = 0;
    if (at + sizeof value > bytes.size()) throw Error(catalog.string(), "is a damaged translation; build Saddle again");
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
  };
  const auto text = [&](size_t table, uint32_t index) {
    const uint32_t length = word(table + 8 * size_t{index}), at = word(table + 8 * size_t{index} + 4);
    if (size_t{at} + length > bytes.size())
      throw Error(catalog.string(), "is a damaged translation; build Saddle again");
    return bytes.substr(at, length);
  };
  if (word(0) != magic) throw Error(catalog.string(), "is not a compiled translation; build Saddle again");
  const uint32_t count = word(8), originals = word(12), translations = word(16);
  for (uint32_t i = 0; i < count; ++i) texts_.emplace(text(originals, i), text(translations, i));
  texts_.erase("");  // the header
}

std::string_view Language::operator()(std::string_view english) const {
  const auto found = texts_.find(english);
  if (found != texts_.end() && !found->second.empty()) return found->second;
  return english.substr(0, english.find('|'));
}

std::string Language::operator()(const Issue& issue) const {
  const std::string sentence = Issue::fill(std::string((*this)(issue.message)), issue.arguments);
  return issue.where.empty() ? capitalized(sentence, issue) : place(issue.where) + ": " + sentence;
}

// "network[1].kernel" is what files and command lines call it; people count layers from 1.
std::string Language::place(const std::string& where) const {
  constexpr std::string_view network = "network[";
  int layer = 0;
  const char *first = where.data() + network.size(), *last = where.data() + where.size();
  if (!where.starts_with(network)) return Issue::fill("{}", {where});  // the name of a file may hold anything
  const auto [end, failure] = std::from_chars(first, last, layer);
  if (failure != std::errc() || end == last || *end != ']') return where;
  return Issue::fill(std::string((*this)("Layer {}")), {std::to_string(layer + 1)}) + std::string(end + 1, last);
}

std::string capitalized(std::string sentence, const Issue& issue) {
  // A layer or a file that it begins with is called as it is; in another language that may be where the original does
  // not begin with one.
  const std::string_view first_words = std::string_view(issue.message).substr(0, issue.message.find('{'));
  if (!first_words.empty() && sentence.starts_with(first_words) && sentence[0] >= 'a' && sentence[0] <= 'z')
    sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  return sentence;
}

std::string Language::all_text() const {
  std::string all;
  for (const auto& [english, translated] : texts_) all += translated;
  return all;
}

}  // namespace saddle::ui
