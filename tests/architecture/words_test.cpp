// Comments, messages and documents are plain American English. These phrases and spellings stay out of them; names in
// code, and names in files, are not prose and may stay as they are.
#include <algorithm>
#include <cctype>

#include <gtest/gtest.h>

#include "architecture/sources.h"

namespace saddle {
namespace {

const std::vector<std::string> telltales = {
    // Phrases that read as translated.
    "so-manieth", "what is no ", "that is no number", "is no finite", "is no number", "are no numbers", "which are no ",
    "nobody wants", "the lesser", "come by", "by hand of", "by lot", "divided by commas", "what comes out are",
    // British spellings.
    "colour", "behaviour", "neighbour", "favour", "honour", "grey", "centre", "centring", "normalis", "initialis",
    "optimis", "recognis", "generalis", "regularis", "visualis", "organis", "summaris", "minimis", "maximis",
    "serialis", "synchronis", "emphasise", "licence", "labelled", "labelling", "modelled", "modelling", "cancelled",
    "cancelling", "travelled", "analysed", "catalogue", "cheque", "artefact", "programme ", "judgement"};

// Files that quote such words and code.
const std::set<std::string> exempt = {"tests/architecture/words_test.cpp", "tests/mutate/mutations.json"};

// Returns the end of the literal that begins at `at` with the character `quote`, or the end of the line.
size_t end_of_literal(const std::string& text, size_t at, char quote) {
  for (++at; at < text.size() && text[at] != '\n'; ++at) {
    if (text[at] == quote) return at;
    if (text[at] == '\\') ++at;
  }
  return at;
}

// Returns the comments and the string literals of a C++ file, one on a line. Literals without a space are names and are
// left out.
std::string prose_of_code(const std::string& text) {
  std::string prose;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text.compare(at, 2, "//") == 0) {
      const size_t end = std::min(text.find('\n', at), text.size());
      prose += text.substr(at + 2, end - at - 2) + "\n";
      at = end;
    } else if (text[at] == '"') {
      const size_t end = end_of_literal(text, at, '"');
      const std::string literal = text.substr(at + 1, end - at - 1);
      if (literal.find(' ') != literal.npos) prose += literal + "\n";
      at = end;
    } else if (text[at] == '\'' && (at == 0 || !std::isalnum(static_cast<unsigned char>(text[at - 1])))) {
      at = end_of_literal(text, at, '\'');  // not the separator in 1'000
    }
  }
  return prose;
}

// Takes out code spans, fenced blocks and quoted names.
std::string without_names(const std::string& text) {
  std::string prose;
  for (size_t at = 0; at < text.size(); ++at) {
    const bool fenced = text.compare(at, 3, "```") == 0;
    if (fenced || text[at] == '`') {
      const std::string fence = fenced ? "```" : "`";
      const size_t end = text.find(fence, at + fence.size());
      if (end != text.npos && (fenced || text.find('\n', at) > end)) at = end + fence.size() - 1;
    } else if (text[at] == '"') {
      const size_t end = text.find_first_of("\" \n", at + 1);
      if (end != text.npos && text[end] == '"') at = end;
    } else {
      prose += text[at];
    }
  }
  return prose;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

void expect_plain(const std::filesystem::path& file) {
  const std::string ending = file.extension().string(), text = text_of(file);
  const std::string prose = lower(without_names(ending == ".h" || ending == ".cpp" ? prose_of_code(text) : text));
  for (const std::string& phrase : telltales) {
    const size_t at = prose.find(phrase);
    if (at == prose.npos) continue;
    const size_t begin = prose.rfind('\n', at) + 1;
    ADD_FAILURE() << name_of(file) << " says \"" << phrase
                  << "\": " << prose.substr(begin, prose.find('\n', at) - begin);
  }
}

TEST(Words, ArePlainAmericanEnglish) {
  for (const char* folder : {"engine", "app", "tests", "third_party", "assets"}) {
    for (const auto& file : files_below(folder, {".h", ".cpp", ".txt", ".cmake", ".md", ".sh", ".json", ".po"})) {
      if (!exempt.contains(name_of(file))) expect_plain(file);
    }
  }
  for (const char* file : {"README.md", "CONTRIBUTING.md", "run", "test", "CMakeLists.txt", "CMakePresets.json"})
    expect_plain(repository / file);
}

TEST(Words, AreFoundInCommentsAndSentencesAndNotInNames) {
  EXPECT_EQ(prose_of_code("int grey = 1'000;  // it's a gray level\nf('\\'', \"grey\", \"two words\");\n"),
            " it's a gray level\ntwo words\n");
  EXPECT_EQ(without_names("the choice `colour` and \"grey\" stay"), "the choice  and  stay");
}

}  // namespace
}  // namespace saddle
