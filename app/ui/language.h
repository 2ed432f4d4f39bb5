#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "saddle/error.h"

namespace saddle::ui {

// The words of one language: English msgids, and the translations of a compiled catalog (GNU .mo). English has none.
class Language {
 public:
  Language() = default;
  // Throws Error if the file is not a .mo catalog.
  Language(std::string code, const std::filesystem::path& catalog);

  const std::string& code() const { return code_; }
  // Returns the translation, or the English text itself. Where English uses one word in two senses, the sense follows a
  // bar, "Train|button", and is not shown. The result lives as long as the language and the text.
  std::string_view operator()(std::string_view english) const;
  // The sentence, with its place before it where it has one: "Layer 2.kernel: …" for "network[1].kernel".
  std::string operator()(const Issue& issue) const;
  // Every text of the catalog, for the fonts.
  std::string all_text() const;

 private:
  std::string place(const std::string& where) const;

  std::string code_ = "en";
  std::map<std::string, std::string, std::less<>> texts_;
};

// A sentence of the engine's that stands alone begins with a capital letter, unless it begins with a name.
std::string capitalized(std::string sentence, const Issue& issue);

}  // namespace saddle::ui
