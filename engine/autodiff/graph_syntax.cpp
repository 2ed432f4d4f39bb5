#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include "autodiff/graph_operations.h"
#include "autodiff/graph_token.h"
#include "autodiff/spelled_out.h"
#include "saddle/formula_error.h"

namespace saddle {
namespace {

using Operation = GraphOperation;
using Kind = graph::Token::Kind;

constexpr size_t longest_text = 2000;  // characters
constexpr int deepest = 100, most_nodes = 200;

// Reads statements by recursive descent, with the operators and precedences of Python, where -x^2 is -(x^2).
class GraphReader {
 public:
  GraphReader(std::string_view typed, const std::string& where)
      : typed_(typed), where_(where), spelled_(spelled_out(typed)) {
    next();
  }

  ComputationGraph run() {
    int result = -1;
    for (;;) {
      while (token_.is(";")) next();
      if (token_.kind == Kind::end) break;
      result = statement();
      if (token_.kind != Kind::end && !token_.is(";")) fail_at_token();
    }
    if (result < 0)
      throw FormulaError(make_issue(where_, "there is no formula yet; type one, such as (apple*n + orange*m)*tax"), 0,
                         0);
    return graph::without_unused({std::move(nodes_)}, result);
  }

 private:
  void next() {
    end_before_ = token_.from + token_.text.size();
    token_ = graph::token_at(spelled_.text, at_);
    at_ = token_.from + token_.text.size();
  }

  // The place of a token in what was typed.
  [[noreturn]] void fail(Issue issue, size_t from, size_t length) const {
    const size_t first = spelled_.origin[std::min(from, spelled_.text.size())];
    const size_t last = spelled_.origin[std::min(from + length, spelled_.text.size())];
    throw FormulaError(std::move(issue), first, std::max(last, first) - first);
  }
  [[noreturn]] void fail_at_token() const {
    const size_t at = place(token_.from);
    if (token_.kind == Kind::end)
      fail(make_issue(where_, "the formula ends at character {} where something must follow", at), token_.from, 0);
    const auto is_one_of = [&](std::string_view signs) {
      return token_.kind == Kind::sign && signs.find(token_.text[0]) != std::string_view::npos;
    };
    Issue issue = make_issue(where_, "character {}: this cannot be read as a formula", at);
    if (is_one_of("*/^@")) {
      issue = make_issue(where_, "character {}: \"{}\" has nothing before it to work on", at, token_.text);
    } else if (is_one_of("()")) {
      issue = make_issue(where_, "character {}: this parenthesis does not belong here", at);
    } else if (is_one_of(",")) {
      issue = make_issue(
          where_, "character {}: a comma stands only between the arguments of a function; decimals have a point", at);
    } else if (is_one_of("[]")) {
      issue =
          make_issue(where_, "character {}: vectors and matrices are typed into the inputs; here they have a name", at);
    } else if (token_.kind != Kind::sign) {
      issue = make_issue(where_, "character {}: a sign such as + or * is missing before \"{}\"", at, token_.text);
    }
    fail(std::move(issue), token_.from, token_.text.size());
  }
  // Characters, not bytes, from 1 on.
  size_t place(size_t from) const {
    const size_t byte = spelled_.origin[std::min(from, spelled_.text.size())];
    return 1 +
           static_cast<size_t>(std::count_if(typed_.begin(), typed_.begin() + static_cast<std::ptrdiff_t>(byte),
                                             [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
  }

  int add(GraphNode node, size_t from) {
    if (std::ssize(nodes_) >= most_nodes)
      fail(make_issue(where_, "the formula has more than {} nodes, which no picture shows", most_nodes), from, 0);
    node.from = spelled_.origin[from];
    node.length = std::max(spelled_.origin[std::min(end_before_, spelled_.text.size())], node.from) - node.from;
    nodes_.push_back(std::move(node));
    return static_cast<int>(nodes_.size()) - 1;
  }
  int constant(double value, size_t from) { return add({.operation = Operation::constant, .constant = value}, from); }
  int apply(Operation operation, std::vector<int> operands, size_t from) {
    return add({.operation = operation, .operands = std::move(operands)}, from);
  }

  // name = expression, or an expression
  int statement() {
    if (token_.kind == Kind::name) {
      const graph::Token name = token_;
      const size_t back = at_;
      next();
      if (token_.is("=")) {
        next();
        if (graph::row_named(name.text) || name.text == "e" || name.text == "pi")
          fail(make_issue(where_, "character {}: \"{}\" has a meaning of its own; take another name", place(name.from),
                          name.text),
               name.from, name.text.size());
        if (find_name(name.text) >= 0)
          fail(make_issue(where_, "character {}: \"{}\" stands for something already; take another name",
                          place(name.from), name.text),
               name.from, name.text.size());
        const int node = sum();
        GraphNode& named = nodes_[static_cast<size_t>(node)];
        if (named.name.empty()) named.name = name.text;
        names_.emplace_back(name.text, node);
        return node;
      }
      token_ = name;
      at_ = back;
    }
    return sum();
  }

  int sum() {
    const size_t from = token_.from;
    int left = product();
    while (token_.is("+") || token_.is("-")) {
      const Operation operation = token_.is("+") ? Operation::add : Operation::subtract;
      next();
      const int right = product();
      left = apply(operation, {left, right}, from);
    }
    return left;
  }

  int product() {
    const size_t from = token_.from;
    int left = factor();
    while (token_.is("*") || token_.is("/") || token_.is("@")) {
      const Operation operation = token_.is("*")   ? Operation::multiply
                                  : token_.is("/") ? Operation::divide
                                                   : Operation::matmul;
      next();
      const int right = factor();
      left = apply(operation, {left, right}, from);
    }
    return left;
  }

  int factor() {
    const Depth depth(*this);
    const size_t from = token_.from;
    if (token_.is("+")) {
      next();
      return factor();
    }
    if (token_.is("-")) {
      next();
      const bool number = token_.kind == Kind::number;
      const int operand = factor();
      GraphNode& node = nodes_[static_cast<size_t>(operand)];
      if (number && node.operation == Operation::constant) {  // "-2" is a number
        node.constant = -node.constant;
        return operand;
      }
      return apply(Operation::negate, {operand}, from);
    }
    const int base = atom();
    if (!token_.is("^")) return base;
    next();
    const int exponent = factor();
    return apply(Operation::power, {base, exponent}, from);
  }

  int atom() {
    const graph::Token token = token_;
    if (token.kind == Kind::number) {
      double value = 0;
      const auto [stop, error] = std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
      if (error == std::errc::result_out_of_range) value = HUGE_VAL;
      if (stop != token.text.data() + token.text.size())
        fail(make_issue(where_, "character {}: \"{}\" is not a number", place(token.from), token.text), token.from,
             token.text.size());
      next();
      return constant(value, token.from);
    }
    if (token.kind == Kind::name) {
      next();
      return token_.is("(") ? call(token) : named(token);
    }
    if (!token.is("(")) fail_at_token();
    next();
    const int inner = sum();
    close();
    return inner;
  }

  void close() {
    if (token_.kind == Kind::end)
      fail(make_issue(where_, "character {}: a closing parenthesis is missing", place(token_.from)), token_.from, 0);
    if (!token_.is(")")) fail_at_token();
    next();
  }

  int find_name(std::string_view name) const {
    const auto found = std::ranges::find(names_, name, &std::pair<std::string, int>::first);
    return found == names_.end() ? -1 : found->second;
  }

  int named(const graph::Token& token) {
    if (graph::row_named(token.text) || token.text == "softmax")
      fail(make_issue(where_, "character {}: the function \"{}\" needs its argument in parentheses", place(token.from),
                      token.text),
           token.from, token.text.size());
    if (const int known = find_name(token.text); known >= 0) return known;
    if (token.text == "pi") return constant(std::numbers::pi, token.from);
    if (token.text == "e") return constant(std::numbers::e, token.from);
    const int node = add({.operation = Operation::input, .name = std::string(token.text)}, token.from);
    names_.emplace_back(token.text, node);
    return node;
  }

  int call(const graph::Token& name) {
    const bool softmax = name.text == "softmax";
    const graph::Row* row = graph::row_named(name.text == "ln" ? "log" : name.text);
    if (!row && !softmax)
      fail(make_issue(where_,
                      "character {}: there is no function \"{}\"; there are exp, log, sqrt, sin, cos, tanh, abs, relu, "
                      "sigmoid, max, min, sum, mean, row_sum, softmax and softmax_loss",
                      place(name.from), name.text),
           name.from, name.text.size());
    next();
    std::vector<int> operands{sum()};
    while (token_.is(",")) {
      next();
      operands.push_back(sum());
    }
    close();
    const int wanted = softmax ? 1 : row->operands;
    if (std::ssize(operands) != wanted)
      fail(make_issue(where_, "character {}: {} takes {} arguments, not {}", place(name.from), name.text, wanted,
                      operands.size()),
           name.from, name.text.size());
    if (!softmax) return apply(row->operation, std::move(operands), name.from);
    const int powers = apply(Operation::exp, operands, name.from);
    const int total = apply(Operation::row_sum, {powers}, name.from);
    return apply(Operation::divide, {powers, total}, name.from);
  }

  struct Depth {
    explicit Depth(GraphReader& reader) : reader_(reader) {
      if (++reader_.depth_ > deepest)
        reader_.fail(make_issue(reader_.where_, "character {}: the formula is nested more than {} deep",
                                reader_.place(reader_.token_.from), deepest),
                     reader_.token_.from, 0);
    }
    ~Depth() { --reader_.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
    GraphReader& reader_;
  };

  std::string_view typed_;
  const std::string& where_;
  SpelledOut spelled_;
  size_t at_ = 0, end_before_ = 0;
  int depth_ = 0;
  graph::Token token_;
  std::vector<GraphNode> nodes_;
  std::vector<std::pair<std::string, int>> names_;
};

}  // namespace

ComputationGraph parse_graph(std::string_view text, const std::string& where) {
  if (text.size() > longest_text)
    throw FormulaError(make_issue(where, "the formula has more than {} characters", longest_text), longest_text, 0);
  return GraphReader(text, where).run();
}

}  // namespace saddle
