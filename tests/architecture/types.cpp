#include "architecture/types.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <span>

namespace saddle {
namespace {

using Tokens = std::vector<std::string>;

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Returns the position behind the literal that begins at `at`.
size_t behind_literal(const std::string& text, size_t at) {
  const char quote = text[at];
  if (quote == '"' && at > 0 && text[at - 1] == 'R') {
    const size_t open = text.find('(', at);
    const std::string close = ")" + text.substr(at + 1, open - at - 1) + "\"";
    return std::min(text.find(close, open), text.size() - close.size()) + close.size();
  }
  for (++at; at < text.size() && text[at] != quote; ++at) at += text[at] == '\\';
  return std::min(at + 1, text.size());
}

// Returns words, "::" and single signs, without comments, literals and lines of the preprocessor.
Tokens tokens_of(const std::string& text) {
  Tokens tokens;
  bool line_begins = true;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (std::isspace(static_cast<unsigned char>(c))) {
      line_begins = line_begins || c == '\n';
      ++at;
    } else if (text.compare(at, 2, "//") == 0) {
      at = std::min(text.find('\n', at), text.size());
    } else if (text.compare(at, 2, "/*") == 0) {
      at = std::min(text.find("*/", at), text.size() - 2) + 2;
    } else if (c == '#' && line_begins) {
      do {
        at = std::min(text.find('\n', at + 1), text.size());
      } while (at < text.size() && text[at - 1] == '\\');
    } else if (c == '"' || c == '\'') {
      line_begins = false;
      at = behind_literal(text, at);
    } else if (in_word(c)) {
      line_begins = false;
      size_t end = at;
      while (end < text.size() &&
             (in_word(text[end]) || (text[end] == '\'' && std::isdigit(static_cast<unsigned char>(c)))))
        ++end;
      tokens.push_back(text.substr(at, end - at));
      at = end;
    } else {
      line_begins = false;
      const size_t length = text.compare(at, 2, "::") == 0 ? 2 : 1;
      tokens.push_back(text.substr(at, length));
      at += length;
    }
  }
  return tokens;
}

// Returns the position behind the bracket that closes the one at `at`.
size_t behind_bracket(std::span<const std::string> tokens, size_t at, const std::string& open,
                      const std::string& close) {
  int depth = 0;
  do {
    depth += tokens[at] == open;
    depth -= tokens[at] == close;
    ++at;
  } while (depth > 0 && at < tokens.size());
  return at;
}

struct Scope {
  enum class Kind { names, unnamed, type, other };
  Kind kind = Kind::other;
  std::string name = {};
};

// What the brace behind these tokens opens.
Scope scope_of(std::span<const std::string> head) {
  static const std::set<std::string> before{"inline", "static", "const", "constexpr", "typedef", "export"};
  size_t at = 0;
  const auto is = [&](const std::string& word) { return at < head.size() && head[at] == word; };
  for (;;) {
    if (is("template") && at + 1 < head.size()) {
      at = behind_bracket(head, at + 1, "<", ">");
    } else if ((is("public") || is("private") || is("protected")) && at + 1 < head.size() && head[at + 1] == ":") {
      at += 2;
    } else if (at < head.size() && before.contains(head[at])) {
      ++at;
    } else {
      break;
    }
  }
  const auto qualified = [&] {
    std::string name;
    while (at < head.size() && (head[at] == "::" || in_word(head[at].front())) && !is("final")) name += head[at++];
    return name;
  };
  if (is("namespace")) {
    ++at;
    const std::string name = qualified();
    return {name.empty() ? Scope::Kind::unnamed : Scope::Kind::names, name};
  }
  if (!is("struct") && !is("class") && !is("union") && !is("enum")) return {};
  ++at;
  if (is("class") || is("struct")) ++at;                                                            // of an enum
  while (is("[")) at = behind_bracket(head, at, "[", "]");                                          // an attribute
  while (at + 1 < head.size() && head[at + 1] == "(") at = behind_bracket(head, at + 1, "(", ")");  // a macro
  const std::string name = qualified();
  if (is("final")) ++at;
  const bool defined = !name.empty() && (at == head.size() || is(":"));
  return defined ? Scope{Scope::Kind::type, name} : Scope{};
}

// Returns the program that the file is compiled into; "" for a file that is part of many.
std::string program_of(const std::string& file) {
  if (!file.starts_with("tests/")) return "";
  const size_t end = file.find('/', 6);
  if (end == file.npos) return "";
  const std::string folder = file.substr(0, end);
  return folder == "tests/examples" || folder == "tests/fuzz" ? file : folder;
}

}  // namespace

std::vector<DefinedType> types_defined_in(const std::string& file, const std::string& text) {
  std::vector<DefinedType> types;
  std::vector<Scope> scopes;
  const Tokens tokens = tokens_of(text);
  size_t begin = 0;  // of the declaration
  for (size_t at = 0; at < tokens.size(); ++at) {
    if (tokens[at] == "{") {
      scopes.push_back(scope_of(std::span(tokens).subspan(begin, at - begin)));
      const bool seen = std::ranges::all_of(scopes, [](const Scope& scope) {
        return scope.kind == Scope::Kind::names || scope.kind == Scope::Kind::type;
      });
      if (seen && scopes.back().kind == Scope::Kind::type) {
        std::string name;
        for (const Scope& scope : scopes) name += (name.empty() ? "" : "::") + scope.name;
        types.push_back({name, file});
      }
    } else if (tokens[at] == "}" && !scopes.empty()) {
      scopes.pop_back();
    } else if (tokens[at] != ";") {
      continue;
    }
    begin = at + 1;
  }
  return types;
}

std::vector<std::string> names_defined_twice(const std::vector<DefinedType>& types) {
  std::map<std::string, std::set<std::string>> files;
  for (const DefinedType& type : types) files[type.name].insert(type.file);
  std::vector<std::string> twice;
  for (const auto& [name, all] : files) {
    std::set<std::string> clashing;
    for (const std::string& one : all) {
      for (const std::string& other : all) {
        const std::string a = program_of(one), b = program_of(other);
        if (one != other && (a == b || a.empty() || b.empty())) clashing.insert(one);
      }
    }
    if (clashing.empty()) continue;
    std::string line = name + ":";
    for (const std::string& file : clashing) line += (line.back() == ':' ? " " : ", ") + file;
    twice.push_back(line);
  }
  return twice;
}

}  // namespace saddle
