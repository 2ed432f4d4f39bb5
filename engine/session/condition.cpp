#include "saddle/condition.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "saddle/query.h"

namespace saddle {

struct Condition::Term {
  enum class Kind { all, any, negation, comparison, truth };
  Kind kind = Kind::truth;
  std::vector<Term> terms = {};  // of all, any and negation
  std::string path = {};         // of the others
  std::string sign = {};         // "=", "!=", "<", "<=", ">", ">="
  Value value = {};
};

namespace {

bool is_unknown(const Value& value) {
  const double* number = std::get_if<double>(&value);
  return number && std::isnan(*number);
}

bool numbers_compare(double a, const std::string& sign, double b) {
  if (sign == "=") return a == b;
  if (sign == "!=") return a != b;
  if (sign == "<") return a < b;
  if (sign == "<=") return a <= b;
  return sign == ">" ? a > b : a >= b;
}

bool compare(const std::string& path, const Value& value, const std::string& sign, const Value& wanted) {
  if (is_unknown(value)) return false;
  const auto a = number_in(value), b = number_in(wanted);
  if (a && b) return numbers_compare(*a, sign, *b);
  const bool truths = std::holds_alternative<bool>(value) || std::holds_alternative<bool>(wanted);
  const bool equality = sign == "=" || sign == "!=";
  if (!equality || (truths && value.index() != wanted.index()))
    throw Error(path, "is {}, which {} cannot compare with {}", to_text(value), sign, to_text(wanted));
  return (value == wanted) == (sign == "=");
}

}  // namespace

struct Condition::Parser {
  std::string_view text;
  const std::string& where;
  size_t at = 0;

  void skip_blanks() {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n')) ++at;
  }
  static bool in_a_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
  bool take(std::string_view wanted) {
    skip_blanks();
    if (!text.substr(at).starts_with(wanted)) return false;
    at += wanted.size();
    return true;
  }
  bool take_word(std::string_view word) {
    skip_blanks();
    const size_t end = at + word.size();
    if (!text.substr(at).starts_with(word) || (end < text.size() && in_a_name(text[end]))) return false;
    at = end;
    return true;
  }

  Term whole() {
    Term term = any();
    skip_blanks();
    if (at < text.size()) throw Error(where, "expected and, or, or the end at letter {} of {}", at + 1, text);
    return term;
  }
  Term any() { return joined("or", Term::Kind::any, &Parser::all); }
  Term all() { return joined("and", Term::Kind::all, &Parser::single); }
  Term joined(std::string_view word, Term::Kind kind, Term (Parser::*next)()) {
    Term first = (this->*next)();
    if (!take_word(word)) return first;
    Term term{.kind = kind};
    term.terms.push_back(std::move(first));
    do term.terms.push_back((this->*next)());
    while (take_word(word));
    return term;
  }
  Term single() {
    if (take_word("not")) {
      Term term{.kind = Term::Kind::negation};
      term.terms.push_back(single());
      return term;
    }
    skip_blanks();
    const size_t open = at;
    if (!take("(")) return comparison();
    Term term = any();
    if (!take(")")) throw Error(where, "the parenthesis at letter {} of {} is not closed", open + 1, text);
    return term;
  }

  std::string path() {
    skip_blanks();
    const size_t begin = at;
    while (at < text.size() && (in_a_name(text[at]) || text[at] == '.' || text[at] == '[' || text[at] == ']')) ++at;
    if (at == begin)
      throw Error(where, "expected the name of a value, such as run.steps, at letter {} of {}", begin + 1, text);
    // "curves.train_loss.at(100)"
    if (text.substr(begin, at - begin).ends_with(".at") && at < text.size() && text[at] == '(') {
      const size_t close = text.find(')', at);
      if (close == text.npos) throw Error(where, "the parenthesis at letter {} of {} is not closed", at + 1, text);
      at = close + 1;
    }
    return std::string(text.substr(begin, at - begin));
  }
  std::string sign() {
    for (const std::string_view sign : {"==", "=", "!=", "<=", "<", ">=", ">"}) {
      if (take(sign)) return sign == "==" ? "=" : std::string(sign);
    }
    return {};
  }
  Value value() {
    skip_blanks();
    if (take_word("true")) return true;
    if (take_word("false")) return false;
    const size_t begin = at;
    if (take("\"")) {
      const size_t close = text.find('"', at);
      if (close == text.npos)
        throw Error(where, "the text that begins at letter {} of {} has no end; add a quotation mark", begin + 1, text);
      const std::string words(text.substr(at, close - at));
      at = close + 1;
      return words;
    }
    double number = 0;
    const auto [stop, failure] = std::from_chars(text.data() + at, text.data() + text.size(), number);
    if (failure != std::errc() || !std::isfinite(number))
      throw Error(where, "expected a number, true, false, or text in quotation marks at letter {} of {}", begin + 1,
                  text);
    at = static_cast<size_t>(stop - text.data());
    return number;
  }
  Term comparison() {
    Term term{.path = path()};
    term.sign = sign();
    if (term.sign.empty()) return term;
    term.kind = Term::Kind::comparison;
    term.value = value();
    return term;
  }
};

Condition Condition::parse(std::string_view text, const std::string& where) {
  constexpr size_t longest = 2000;  // so that parentheses do not nest without end
  if (text.size() > longest) throw Error(where, "a condition has {} letters at most, not {}", longest, text.size());
  Condition condition;
  condition.text_ = text;
  condition.root_ = std::make_shared<const Term>(Parser{.text = text, .where = where}.whole());
  return condition;
}

bool Condition::holds(const Term& term, const Lookup& lookup) {
  switch (term.kind) {
    case Term::Kind::all:
      for (const Term& part : term.terms) {
        if (!holds(part, lookup)) return false;
      }
      return true;
    case Term::Kind::any:
      for (const Term& part : term.terms) {
        if (holds(part, lookup)) return true;
      }
      return false;
    case Term::Kind::negation:
      return !holds(term.terms.front(), lookup);
    case Term::Kind::comparison:
      return compare(term.path, lookup(term.path), term.sign, term.value);
    case Term::Kind::truth:
      break;
  }
  const Value value = lookup(term.path);
  if (is_unknown(value)) return false;
  if (const bool* truth = std::get_if<bool>(&value)) return *truth;
  throw Error(term.path, "is {}, which is neither true nor false; compare it with a value", to_text(value));
}

bool Condition::holds(const Experiment& experiment) const {
  return holds(*root_, [&](std::string_view path) { return value_at(experiment, path); });
}

bool Condition::holds(const RunSnapshot& run) const {
  return holds(*root_, [&](std::string_view path) { return value_at(run, path); });
}

bool Condition::holds(const Lookup& lookup) const { return holds(*root_, lookup); }

void Condition::collect(const Term& term, std::vector<std::string>& paths) {
  if (!term.path.empty() && std::ranges::find(paths, term.path) == paths.end()) paths.push_back(term.path);
  for (const Term& part : term.terms) collect(part, paths);
}

std::vector<std::string> Condition::paths() const {
  std::vector<std::string> paths;
  collect(*root_, paths);
  return paths;
}

}  // namespace saddle
