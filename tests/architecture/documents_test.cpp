// What the documents mention exists: every path, and every class they name in code type.
#include <map>
#include <regex>

#include <gtest/gtest.h>

#include "architecture/sources.h"

namespace saddle {
namespace {

const std::vector<std::string> documents = {"README.md", "CONTRIBUTING.md", "engine/README.md", "app/README.md"};

// The text outside of fenced code blocks.
std::string prose_of(const std::string& document) {
  static const std::regex block("```[^]*?```");
  return std::regex_replace(text_of(repository / document), block, "");
}

std::set<std::string> matches(const std::string& text, const std::regex& pattern) {
  std::set<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match)
    found.insert((*match)[1]);
  return found;
}

std::set<std::string> code_spans(const std::string& document) {
  static const std::regex span("`([^`\n]+)`");
  return matches(prose_of(document), span);
}

bool is_path(const std::string& code) {
  static const std::regex path(R"([a-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_.-]+)*/?)"),
      ending(R"(.*(\.(h|cpp|md|json|po|txt|cmake|sh|py|npz|png)|/))"), top("(engine|app|tests|assets|third_party)/.*");
  return std::regex_match(code, path) && (std::regex_match(code, ending) || std::regex_match(code, top)) &&
         code.find("NAME") == code.npos && code.find("LANGUAGE") == code.npos && !code.starts_with("build/") &&
         !code.starts_with("out/");
}

bool exists(const std::string& document, const std::string& path) {
  return std::filesystem::exists(repository / path) ||
         std::filesystem::exists((repository / document).parent_path() / path);
}

TEST(Documents, EveryPathTheyMentionExists) {
  int paths = 0;
  for (const std::string& document : documents) {
    for (const std::string& code : code_spans(document)) {
      if (!is_path(code)) continue;
      ++paths;
      EXPECT_TRUE(exists(document, code)) << document << " mentions " << code;
    }
  }
  EXPECT_GT(paths, 50) << "code spans are not found any more";
}

TEST(Documents, EveryLinkLeadsToAFile) {
  static const std::regex link(R"(\]\(([^)#:]+)\))");
  for (const std::string& document : documents) {
    for (const std::string& target : matches(prose_of(document), link))
      EXPECT_TRUE(exists(document, target)) << document << " links to " << target;
  }
}

TEST(Documents, EveryClassTheyMentionIsInTheSources) {
  static const std::regex name(R"([A-Z][a-z]+[A-Za-z]*(::[A-Za-z_]+)*)"), word(R"(([A-Za-z_]+))");
  std::set<std::string> known;
  for (const char* folder : {"engine", "app", "tests"}) {
    for (const auto& file : files_below(folder, {".h", ".cpp"})) known.merge(matches(text_of(file), word));
  }
  for (const std::string& document : documents) {
    for (const std::string& code : code_spans(document)) {
      if (!std::regex_match(code, name)) continue;
      for (const std::string& part : matches(code, word))
        EXPECT_TRUE(known.contains(part)) << document << " mentions " << code;
    }
  }
}

}  // namespace
}  // namespace saddle
