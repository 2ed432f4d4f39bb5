#include "autodiff/formula.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <muParser.h>
#include <numbers>
#include <string>

#include "autodiff/spelled_out.h"
#include "saddle/formula_error.h"

// muParser knows the grammar; what it computes with are not numbers but places on a tape. All its operators and
// functions are ours and append one operation each, so that evaluating the formula once records it.
namespace saddle {
namespace {

using Code = Tape::Code;
constexpr size_t longest = 2000;  // characters

// muParser's operators take no user data. Recording happens within one call, on one thread.
thread_local Tape* recorded = nullptr;

int place(double handle) { return static_cast<int>(handle); }

template <Code code>
double unary(double a) {
  return recorded->apply(code, place(a));
}
template <Code code>
double binary(double a, double b) {
  return recorded->apply(code, place(a), place(b));
}

// A number, without the locale's opinion on points and commas.
int number(const char* text, int* at, double* value) {
  if (!(*text >= '0' && *text <= '9') && *text != '.') return 0;
  const char* end = text;
  while ((*end >= '0' && *end <= '9') || *end == '.') ++end;
  if (std::count(text, end, '.') > 1 || (end - text == 1 && *text == '.')) return 0;
  if (*end == 'e' || *end == 'E') {
    const char* digits = end + 1 + (end[1] == '+' || end[1] == '-' ? 1 : 0);
    if (*digits >= '0' && *digits <= '9') {
      end = digits;
      while (*end >= '0' && *end <= '9') ++end;
    }
  }
  double parsed = 0;
  const std::string_view digits(text, static_cast<size_t>(end - text));
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), parsed);
  if (error == std::errc::result_out_of_range) parsed = HUGE_VAL;
  if (stop != end) return 0;
  *value = recorded->constant(parsed);
  *at += static_cast<int>(end - text);
  return 1;
}

void define(mu::Parser& parser) {
  parser.ClearFun();
  parser.ClearConst();
  parser.ClearInfixOprt();
  parser.EnableBuiltInOprt(false);
  parser.EnableOptimizer(false);
  parser.SetArgSep(',');
  parser.AddValIdent(number);
  parser.DefineOprtChars("+-*/^");
  parser.DefineInfixOprtChars("+-");
  parser.DefineOprt("+", binary<Code::add>, mu::prADD_SUB);
  parser.DefineOprt("-", binary<Code::subtract>, mu::prADD_SUB);
  parser.DefineOprt("*", binary<Code::multiply>, mu::prMUL_DIV);
  parser.DefineOprt("/", binary<Code::divide>, mu::prMUL_DIV);
  parser.DefineOprt("^", binary<Code::power>, mu::prPOW, mu::oaRIGHT);
  parser.DefineInfixOprt("-", unary<Code::negate>);
  parser.DefineInfixOprt("+", [](double a) { return a; });
  const auto one = [&](const char* name, mu::fun_type1 function) { parser.DefineFun(name, function, false); };
  one("sin", unary<Code::sine>);
  one("cos", unary<Code::cosine>);
  one("tan", unary<Code::tangent>);
  one("asin", unary<Code::arc_sine>);
  one("acos", unary<Code::arc_cosine>);
  one("atan", unary<Code::arc_tangent>);
  one("sinh", unary<Code::sinh>);
  one("cosh", unary<Code::cosh>);
  one("tanh", unary<Code::tanh>);
  one("exp", unary<Code::exp>);
  one("log", unary<Code::log>);
  one("ln", unary<Code::log>);
  one("log2", unary<Code::log2>);
  one("log10", unary<Code::log10>);
  one("sqrt", unary<Code::sqrt>);
  one("abs", unary<Code::abs>);
  one("sign", unary<Code::sign>);
  one("relu", unary<Code::relu>);
  one("sigmoid", unary<Code::sigmoid>);
  parser.DefineFun("min", binary<Code::least>, false);
  parser.DefineFun("max", binary<Code::greatest>, false);
}

// Characters, not bytes, from 1 on.
size_t character(std::string_view text, size_t byte) {
  return 1 + static_cast<size_t>(std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(byte),
                                               [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

Issue issue_of(mu::EErrorCodes code, const std::string& where, size_t at, const std::string& token) {
  switch (code) {
    case mu::ecUNASSIGNABLE_TOKEN:
    case mu::ecINVALID_CHARACTERS_FOUND:
      return make_issue(where,
                        "character {}: \"{}\" is unknown here; there are x, y, pi, e, + - * / ^ and functions "
                        "such as sin, exp, log, sqrt, abs, min",
                        at, token);
    case mu::ecUNEXPECTED_OPERATOR:
      return make_issue(where, "character {}: \"{}\" has nothing before it to work on", at, token);
    case mu::ecUNEXPECTED_EOF:
      return make_issue(where, "the formula ends at character {} where something must follow", at);
    case mu::ecUNEXPECTED_ARG_SEP:
    case mu::ecUNEXPECTED_ARG:
      return make_issue(where,
                        "character {}: a comma stands only between the arguments of min and max; decimals have "
                        "a point",
                        at);
    case mu::ecUNEXPECTED_VAL:
    case mu::ecUNEXPECTED_VAR:
    case mu::ecUNEXPECTED_FUN:
      return make_issue(where, "character {}: a sign such as + or * is missing before \"{}\"", at, token);
    case mu::ecUNEXPECTED_PARENS:
      return make_issue(where, "character {}: this parenthesis does not belong here", at);
    case mu::ecMISSING_PARENS:
      return make_issue(where, "character {}: a closing parenthesis is missing", at);
    case mu::ecTOO_MANY_PARAMS:
    case mu::ecTOO_FEW_PARAMS:
      return make_issue(where, "character {}: this function takes another number of arguments", at);
    default:
      return make_issue(where, "character {}: this cannot be read as a formula", at);
  }
}

// As long as what stands there: a name, a number, or one sign.
size_t token_length(std::string_view text) {
  const auto in_name = [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '.'; };
  size_t length = 0;
  while (length < text.size() && in_name(static_cast<unsigned char>(text[length]))) ++length;
  if (length > 0 || text.empty()) return length;
  for (length = 1; length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80;) ++length;
  return length;
}

// What muParser found, in the words and at the place of what was typed.
FormulaError located(const mu::ParserError& error, std::string_view typed, const SpelledOut& spelled,
                     const std::string& where) {
  mu::EErrorCodes code = error.GetCode();
  const std::string token = error.GetToken(), &text = spelled.text;
  size_t from = std::min(static_cast<size_t>(std::max(0, error.GetPos())), text.size());
  // Of some faults muParser tells the end of the token, of others its beginning.
  if (!token.empty() && text.compare(from, token.size(), token) != 0 && from >= token.size() &&
      text.compare(from - token.size(), token.size(), token) == 0) {
    from -= token.size();
  }
  if (code == mu::ecUNEXPECTED_EOF || code == mu::ecMISSING_PARENS) from = text.size();
  const size_t first = std::min(spelled.origin[from], typed.size());
  const std::string_view rest = typed.substr(first);
  const size_t length = token_length(rest);
  if (code == mu::ecUNASSIGNABLE_TOKEN && !rest.empty() &&
      std::string_view("*/^").find(rest[0]) != std::string_view::npos)
    code = mu::ecUNEXPECTED_OPERATOR;
  return {issue_of(code, where, character(typed, first), std::string(rest.substr(0, length))), first, length};
}

}  // namespace

Tape parse_formula(std::string_view typed, const std::string& where, const Constants& constants) {
  if (typed.size() > longest)
    throw FormulaError(make_issue(where, "the formula has more than {} characters", longest), longest, 0);
  const SpelledOut spelled = spelled_out(typed);
  if (std::all_of(typed.begin(), typed.end(), [](unsigned char c) { return std::isspace(c) != 0; }))
    throw FormulaError(make_issue(where, "there is no formula yet; type one, such as x^2/20 + y^2"), 0, 0);
  if (const size_t zero = typed.find('\0'); zero != typed.npos) {
    throw FormulaError(issue_of(mu::ecGENERIC, where, character(typed, zero), ""), zero, 1);
  }
  // muParser would compute a condition with places on the tape for numbers.
  if (const size_t condition = typed.find_first_of("?:"); condition != typed.npos)
    throw FormulaError(make_issue(where,
                                  "character {}: \"{}\" makes a condition, which has no slope where it changes sides; "
                                  "use min, max, abs, sign or relu",
                                  character(typed, condition), typed[condition]),
                       condition, 1);
  Tape tape;
  recorded = &tape;
  try {
    mu::Parser parser;
    define(parser);
    double x = 0, y = 0;
    if (constants.empty()) {
      x = tape.variable(Code::x);
      y = tape.variable(Code::y);
      parser.DefineVar("x", &x);
      parser.DefineVar("y", &y);
      parser.DefineConst("pi", tape.constant(std::numbers::pi));
      parser.DefineConst("e", tape.constant(std::numbers::e));
    }
    for (const auto& [name, value] : constants) parser.DefineConst(name, tape.constant(value));
    parser.SetExpr(spelled.text);
    int results = 0;
    const double* result = parser.Eval(results);
    if (results != 1) {
      const size_t comma = std::min(typed.find(','), typed.size());
      throw FormulaError(issue_of(mu::ecUNEXPECTED_ARG_SEP, where, character(typed, comma), ","), comma, 1);
    }
    tape.finish(place(result[0]));
    return tape;
  } catch (const mu::ParserError& error) {
    throw located(error, typed, spelled, where);
  }
}

}  // namespace saddle
