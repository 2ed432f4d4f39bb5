// Computational graphs against the book's figures, closed forms, the scalar tape, NumPy and central differences.
#include "saddle/graph.h"

#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "../io/files.h"
#include "autodiff/formula.h"
#include "core/rng.h"
#include "saddle/formula_error.h"

namespace saddle {
namespace {

using Verdict = GraphCheck::Verdict;

GraphNumbers scalar(double value) { return {{}, {value}}; }
GraphNumbers numbers(std::string_view text) { return parse_numbers(text, "x"); }

int node_named(const ComputationGraph& graph, std::string_view name) {
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    if (graph.nodes[i].name == name) return static_cast<int>(i);
  }
  ADD_FAILURE() << "no " << name;
  return 0;
}

struct Played {
  ComputationGraph graph;
  GraphPass pass;

  Played(ComputationGraph played, const GraphInputs& inputs)
      : graph(std::move(played)), pass(run_graph(graph, inputs, "f")) {}
  Played(std::string_view text, const GraphInputs& inputs) : Played(parse_graph(text, "f"), inputs) {}
  double value() const { return pass.values.back().values[0]; }
  const GraphNumbers& gradient(std::string_view name) const {
    return pass.gradients[static_cast<size_t>(node_named(graph, name))];
  }
  double slope(std::string_view name) const { return gradient(name).values[0]; }
};

void expect_near(const GraphNumbers& a, const GraphNumbers& b, double most) {
  ASSERT_EQ(a.shape, b.shape);
  for (size_t i = 0; i < a.values.size(); ++i)
    EXPECT_NEAR(a.values[i], b.values[i], most * (1 + std::abs(b.values[i])));
}

FormulaError error_of(std::string_view text, const GraphInputs& inputs = {}) {
  try {
    const ComputationGraph graph = parse_graph(text, "f");
    GraphInputs all = example_inputs(graph);
    for (const auto& [name, value] : inputs) all[name] = value;
    run_graph(graph, all, "f");
  } catch (const FormulaError& error) {
    return error;
  }
  ADD_FAILURE() << text << " has no error";
  return {make_issue("", ""), 0, 0};
}

TEST(Graph, ApplesAndOrangesCostWhatTheBookSays) {  // 5.4.1, figures 5-15 and 5-17
  const Played apples("apple*n*tax", {{"apple", scalar(100)}, {"n", scalar(2)}, {"tax", scalar(1.1)}});
  EXPECT_NEAR(apples.value(), 220, 1e-10);
  EXPECT_NEAR(apples.slope("apple"), 2.2, 1e-12);
  EXPECT_NEAR(apples.slope("n"), 110, 1e-12);
  EXPECT_NEAR(apples.slope("tax"), 200, 1e-12);
  const Played both(
      "(apple*n + orange*m)*tax",
      {{"apple", scalar(100)}, {"n", scalar(2)}, {"orange", scalar(150)}, {"m", scalar(3)}, {"tax", scalar(1.1)}});
  EXPECT_NEAR(both.value(), 715, 1e-10);
  EXPECT_NEAR(both.slope("apple"), 2.2, 1e-12);
  EXPECT_NEAR(both.slope("n"), 110, 1e-12);
  EXPECT_NEAR(both.slope("orange"), 3.3, 1e-12);
  EXPECT_NEAR(both.slope("m"), 165, 1e-12);
  EXPECT_NEAR(both.slope("tax"), 650, 1e-12);
}

TEST(Graph, GradientsOfScalarsAreThoseOfTheScalarTape) {
  Rng rng(3);
  for (const std::string text :
       {"(x+y)*(x-y)", "x/y - y/x", "x^y", "x^3 - 2x*y^2", "-x^2", "2^-x", "exp(-(x*x+y*y))", "log(x*y) + sqrt(x/y)",
        "sin(x)*cos(y) + tanh(x-y)", "abs(x-y)*relu(y-1)", "1/(1+exp(-(x*y+1)))", "sigmoid(x)*sigmoid(-y)",
        "max(x, y)*min(x*x, y)", "x*x*x*x*y", "x - -y", "2x(y+1)", "x - y - x*y", "x/y/x"}) {
    const Tape tape = parse_formula(text, "f");
    for (int draw = 0; draw < 20; ++draw) {
      const double x = 0.2 + 2 * rng.uniform(), y = 0.2 + 2 * rng.uniform();
      double f = 0, dx = 0, dy = 0;
      tape.run(1, &x, &y, &f, &dx, &dy);
      const ComputationGraph graph = parse_graph(text, "f");
      for (const ComputationGraph& form : {graph, folded(graph), unfolded(graph)}) {
        const Played played(form, {{"x", scalar(x)}, {"y", scalar(y)}});
        EXPECT_NEAR(played.value(), f, 1e-12 * (1 + std::abs(f))) << text;
        if (tape.uses(Tape::Code::x)) {
          EXPECT_NEAR(played.slope("x"), dx, 1e-10 * (1 + std::abs(dx))) << text;
        }
        if (tape.uses(Tape::Code::y)) {
          EXPECT_NEAR(played.slope("y"), dy, 1e-10 * (1 + std::abs(dy))) << text;
        }
      }
    }
  }
}

const std::string affine = "softmax_loss(X @ W + b, t)";
const GraphInputs affine_inputs = {{"X", numbers("[[1, 2, -1], [0.5, -3, 2]]")},
                                   {"W", numbers("[[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]]")},
                                   {"b", numbers("[0.1, 0.2]")},
                                   {"t", numbers("[[1, 0], [0, 1]]")}};

TEST(Graph, EveryGradientAgreesWithCentralDifferences) {
  const std::vector<std::pair<std::string, GraphInputs>> cases = {
      {affine, affine_inputs},
      {"sum(relu(X @ W + b))", affine_inputs},
      {"h = tanh(X @ W + b); mean(h*h) + sum(h)", affine_inputs},
      {"v @ v + sum(X @ v)", {{"v", numbers("[1, 2, 3]")}, {"X", numbers("[[1, 2, -1], [0.5, -3, 2]]")}}},
      {"sum(v @ W * sqrt(v @ W))", {{"v", numbers("[1, 2]")}, {"W", numbers("[[1, 2, 3], [4, 5, 6]]")}}},
      {"log(softmax(a)) @ t", {{"a", numbers("[0.3, 2.9, 4.0]")}, {"t", numbers("[0, 0, 1]")}}},
      {"sum((X - mean(X)) / row_sum(abs(X)))", {{"X", numbers("[[1, 2, -1], [0.5, -3, 2]]")}}},
      {"sum(a * B) + sum(c / a)",
       {{"a", numbers("[[1], [2]]")}, {"B", numbers("[[1, 2, 3]]")}, {"c", numbers("[1, 2, 3]")}}}};
  for (const auto& [text, inputs] : cases) {
    const ComputationGraph graph = parse_graph(text, "f");
    for (const ComputationGraph& form : {graph, folded(graph), unfolded(graph)}) {
      const GraphPass pass = run_graph(form, inputs, "f");
      const GraphCheck check = check_graph(form, pass);
      for (size_t i = 0; i < form.nodes.size(); ++i) {
        EXPECT_EQ(check.rows[i].verdict, Verdict::agrees) << text << ", node " << i << " " << form.nodes[i].sign();
        expect_near(check.rows[i].numerical, pass.gradients[i], 1e-5);
      }
    }
  }
}

TEST(Graph, AWrongGradientDiffersFromTheDifferences) {
  const ComputationGraph graph = parse_graph(affine, "f");
  GraphPass pass = run_graph(graph, affine_inputs, "f");
  const auto w = static_cast<size_t>(node_named(graph, "W"));
  pass.gradients[w].values[3] *= -1;
  const GraphCheck check = check_graph(graph, pass);
  EXPECT_EQ(check.rows[w].verdict, Verdict::differs);
  EXPECT_NEAR(check.rows[w].largest_difference, 2 * std::abs(pass.gradients[w].values[3]), 1e-6);
}

TEST(Graph, AKinkIsCalledOne) {
  const Played played("relu(x)*3", {{"x", scalar(0)}});
  EXPECT_EQ(check_graph(played.graph, played.pass).rows[0].verdict, Verdict::kink);
}

TEST(Graph, AffineAndSoftmaxHaveTheClosedForms) {  // the book, 5.6.2 and 5.6.3
  const Played played(affine, affine_inputs);
  const GraphNumbers &x = affine_inputs.at("X"), &w = affine_inputs.at("W"), &b = affine_inputs.at("b"),
                     &t = affine_inputs.at("t");
  double loss = 0, above[2][2] = {};
  for (size_t n = 0; n < 2; ++n) {
    double score[2], total = 0;
    for (size_t k = 0; k < 2; ++k) {
      score[k] = b.values[k];
      for (size_t i = 0; i < 3; ++i) score[k] += x.values[n * 3 + i] * w.values[i * 2 + k];
      total += std::exp(score[k]);
    }
    for (size_t k = 0; k < 2; ++k) {
      const double y = std::exp(score[k]) / total;
      above[n][k] = (y - t.values[n * 2 + k]) / 2;
      if (t.values[n * 2 + k] == 1) loss -= std::log(y) / 2;
    }
  }
  EXPECT_NEAR(played.value(), loss, 1e-14);
  for (size_t k = 0; k < 2; ++k) {
    EXPECT_NEAR(played.gradient("b").values[k], above[0][k] + above[1][k], 1e-14);
    for (size_t i = 0; i < 3; ++i)
      EXPECT_NEAR(played.gradient("W").values[i * 2 + k], x.values[i] * above[0][k] + x.values[3 + i] * above[1][k],
                  1e-14);
  }
}

TEST(Graph, WhatComesBackAlongAWireIsLocalTimesAbove) {
  const Played played("(a + b)*b", {{"a", scalar(2)}, {"b", scalar(3)}});
  const std::vector<const GraphEdge*> into_b = played.pass.edges_into(node_named(played.graph, "b"));
  ASSERT_EQ(into_b.size(), 2);  // a branch: both come back, and are added
  EXPECT_EQ(into_b[0]->rule, "a");
  EXPECT_EQ(into_b[0]->back, scalar(5));
  EXPECT_EQ(into_b[1]->rule, "1");
  EXPECT_EQ(into_b[1]->back, scalar(3));
  EXPECT_EQ(played.slope("b"), 8);
  for (const GraphEdge& edge : played.pass.edges) {
    const double above = played.pass.gradients[static_cast<size_t>(edge.to)].values[0];
    EXPECT_EQ(edge.back.values[0], edge.local.values[0] * above);
  }
}

TEST(Graph, FoldingMakesOneNodeOfASigmoidAndOfSoftmaxWithItsLoss) {
  const ComputationGraph typed = parse_graph("1/(1+exp(-(w*x+b)))", "f");
  const ComputationGraph one = folded(typed);
  EXPECT_EQ(typed.nodes.size() - one.nodes.size(), 5);
  EXPECT_EQ(one.nodes.back().operation, GraphOperation::sigmoid);
  EXPECT_EQ(unfolded(one).nodes.size(), typed.nodes.size());
  EXPECT_EQ(folded(parse_graph("1/(exp(-x)+1)", "f")).nodes.size(), 2);
  // What another node needs as well stays visible.
  EXPECT_EQ(folded(parse_graph("h = exp(-x); 1/(1+h) + h", "f")).nodes.back().operation, GraphOperation::add);
  EXPECT_NE(folded(parse_graph("2/(1+exp(-x))", "f")).nodes.back().operation, GraphOperation::sigmoid);
  EXPECT_NE(folded(parse_graph("1/(1+exp(x))", "f")).nodes.back().operation, GraphOperation::sigmoid);

  const ComputationGraph loss = parse_graph(affine, "f"), parts = unfolded(loss);
  EXPECT_EQ(parts.nodes.size(), loss.nodes.size() + 7);
  EXPECT_EQ(folded(parts).nodes.size(), loss.nodes.size());
  EXPECT_NEAR(Played(parts, affine_inputs).value(), Played(loss, affine_inputs).value(), 1e-14);
  expect_near(Played(parts, affine_inputs).gradient("W"), Played(loss, affine_inputs).gradient("W"), 1e-13);
}

TEST(Graph, TheNumpyCodeComputesTheSameForwardAndBackward) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const std::vector<std::pair<std::string, GraphInputs>> cases = {
      {affine, affine_inputs},
      {"(apple*n + orange*m)*tax", {}},
      {"1/(1+exp(-(w*x+b)))", {{"w", scalar(-0.7)}, {"x", scalar(2)}}},
      {"h = relu(X @ W + b); lambda = 0.5; mean(h*h)*lambda - -2", affine_inputs},
      {"v @ v + sum(X @ v) + sum(v @ M)",
       {{"v", numbers("[1, 2, 3]")},
        {"X", numbers("[[1, 2, -1], [0.5, -3, 2]]")},
        {"M", numbers("[[1, 2], [3, 4], [5, 6]]")}}},
      {"sum(softmax(X) * X / row_sum(exp(X)))", {{"X", numbers("[[1, 2, -1], [0.5, -3, 2]]")}}},
      {"y1 = a^b - a/b; sqrt(abs(y1)) + log(a) + sin(a)*cos(b) + tanh(a) + max(a, b)*min(a, b) + sigmoid(a)",
       {{"a", scalar(1.5)}, {"b", scalar(0.4)}}},
      {"sum(a * B) + sum(c / a)",
       {{"a", numbers("[[1], [2]]")}, {"B", numbers("[[1, 2, 3]]")}, {"c", numbers("[1, 2, 3]")}}}};
  const Folder folder;
  for (const auto& [text, some] : cases) {
    const ComputationGraph graph = parse_graph(text, "f");
    GraphInputs inputs = example_inputs(graph);
    for (const auto& [name, value] : some) inputs[name] = value;
    for (const ComputationGraph& form : {folded(graph), unfolded(graph)}) {
      const GraphPass pass = run_graph(form, inputs, "f");
      std::string program = numpy_script(form, inputs).text;
      for (size_t i = 0; i < form.nodes.size(); ++i) {
        const GraphNode& node = form.nodes[i];
        if (node.operation != GraphOperation::input) continue;
        program += "assert np.shape(d" + node.name + ") == np.shape(" + node.name + ")\n";
        program +=
            "assert np.allclose(d" + node.name + ", np.array(" + text_of(pass.gradients[i]) + "), 1e-9, 1e-12)\n";
      }
      EXPECT_EQ(run_python(folder, program), 0) << text << "\n" << program;
    }
  }
}

TEST(Graph, ErrorsNameTheCulpritAndItsPlace) {
  const auto expect = [](std::string_view text, const std::string& sentence, size_t position) {
    const FormulaError error = error_of(text);
    EXPECT_EQ(error.issue().sentence(), sentence) << text;
    EXPECT_EQ(error.position(), position) << text;
  };
  expect("", "there is no formula yet; type one, such as (apple*n + orange*m)*tax", 0);
  expect("a + ", "the formula ends at character 5 where something must follow", 4);
  expect("a * (b + c", "character 11: a closing parenthesis is missing", 10);
  expect("a * b)", "character 6: this parenthesis does not belong here", 5);
  expect("a b", "character 3: a sign such as + or * is missing before \"b\"", 2);
  expect("a + * b", "character 5: \"*\" has nothing before it to work on", 4);
  expect(
      "a + bla(b)",
      "character 5: there is no function \"bla\"; there are exp, log, sqrt, sin, cos, tanh, abs, relu, sigmoid, max, "
      "min, sum, mean, row_sum, softmax and softmax_loss",
      4);
  expect("exp + 1", "character 1: the function \"exp\" needs its argument in parentheses", 0);
  expect("1 + max(a)", "character 5: max takes 2 arguments, not 1", 4);
  expect("1.2.3 + a", "character 1: \"1.2.3\" is not a number", 0);
  expect("a + [1, 2]", "character 5: vectors and matrices are typed into the inputs; here they have a name", 4);
  expect("a, b", "character 2: a comma stands only between the arguments of a function; decimals have a point", 1);
  expect("exp = 3", "character 1: \"exp\" has a meaning of its own; take another name", 0);
  expect("a = 2; a = 3", "character 8: \"a\" stands for something already; take another name", 7);
  expect("사과 $ 2", "character 4: this cannot be read as a formula", 7);
  expect("1 + row_sum(a)", "row_sum and softmax want a vector or a matrix, not a single number", 4);

  const FormulaError product = error_of("1 + sum(X @ W)", {{"W", numbers("[[1, 2, 3]]")}});
  EXPECT_EQ(product.issue().sentence(),
            "@ wants as many columns on its left as rows on its right; there are (2, 2) and (1, 3)");
  EXPECT_EQ(product.position(), 8);
  EXPECT_EQ(product.length(), 5);
  const FormulaError sum = error_of("a + b", {{"a", numbers("[1, 2]")}, {"b", numbers("[1, 2, 3]")}});
  EXPECT_EQ(sum.issue().sentence(), "\"+\" wants shapes that fit as in NumPy; there are (2) and (3)");
}

TEST(Graph, WhatIsNotFiniteIsExplainedWhereItBegins) {
  const auto issue = [](std::string_view text, double x) {
    const Played played(text, {{"x", scalar(x)}});
    std::string all;
    for (const auto& one : played.pass.value_issues) all += one ? one->sentence() + "; " : "";
    for (const auto& one : played.pass.gradient_issues) all += one ? one->sentence() + "; " : "";
    return all;
  };
  EXPECT_EQ(issue("exp(log(x))", -1), "a negative number has no logarithm; ");
  EXPECT_EQ(issue("log(x) + 1", 0), "the logarithm of 0 is -inf; the local derivative 1/a is not finite here; ");
  EXPECT_EQ(issue("1/x*2", 0).substr(0, 18), "a division by 0; t");
  EXPECT_EQ(issue("exp(x)", 1000).substr(0, 23), "the result is too large");
  EXPECT_EQ(issue("sqrt(x)", 0), "the local derivative 1/(2y) is not finite here; ");
  EXPECT_EQ(issue("x^0.5", -2).substr(0, 17), "a negative number");
  EXPECT_EQ(issue("x*2", 3), "");
  const Played played("exp(log(x))", {{"x", scalar(-1)}});
  EXPECT_TRUE(std::isnan(played.value()));
  EXPECT_EQ(check_graph(played.graph, played.pass).rows[0].verdict, Verdict::not_finite);
}

TEST(Graph, HostileTextsAreRefusedOrRun) {
  std::vector<std::string> texts = {std::string(100000, '('),
                                    std::string(100000, 'x'),
                                    std::string(1900, '('),
                                    std::string(1900, '-') + "x",
                                    "x" + std::string(900, '^'),
                                    std::string(5, '\0'),
                                    "\xff\xfe",
                                    "x=",
                                    "=",
                                    ";;;",
                                    "1e999*x",
                                    "x^x^x^x^x^x",
                                    "((((x))))"};
  std::string chain = "x", powers = "2";
  for (int i = 0; i < 400; ++i) chain += "*x";
  for (int i = 0; i < 60; ++i) powers = "(" + powers + ")^x";
  texts.push_back(chain);
  texts.push_back(powers);
  for (const std::string& text : texts) {
    try {
      const ComputationGraph graph = unfolded(folded(parse_graph(text, "f")));
      const GraphInputs inputs = example_inputs(graph);
      const GraphPass pass = run_graph(graph, inputs, "f");
      check_graph(graph, pass);
      lay_out(graph);
      numpy_script(graph, inputs);
    } catch (const FormulaError& error) {
      EXPECT_LE(error.position() + error.length(), text.size());
    }
  }
}

TEST(Graph, NumbersAreTypedAsInPython) {
  EXPECT_EQ(numbers(" -2.5e1 "), scalar(-25));
  EXPECT_EQ(numbers("[1, 2,3]"), (GraphNumbers{{3}, {1, 2, 3}}));
  EXPECT_EQ(numbers("[[1, 2], [3, 4], [5, 6]]"), (GraphNumbers{{3, 2}, {1, 2, 3, 4, 5, 6}}));
  for (const std::string text : {"-25", "[1, 2, 3]", "[[1, 2], [3, 4.125]]", "0.1"})
    EXPECT_EQ(text_of(numbers(text)), text);
  for (const std::string text : {"", "[", "[]", "[[]]", "[1, 2", "[[1, 2], [3]]", "1 2", "[1 2]", "nan", "inf", "1e999",
                                 "a", "[[1], 2]", "[[[1]]]", "1]", "[1,]"}) {
    EXPECT_THROW(numbers(text), Error) << text;
  }
  EXPECT_THROW(numbers("[" + std::string(2000, '1') + "]"), Error);
  std::string many = "[1";
  for (int i = 0; i < 300; ++i) many += ", 1";
  EXPECT_THROW(numbers(many + "]"), Error);
}

TEST(Graph, NodesStandApartAndBehindTheirOperands) {
  for (const std::string text : {"(apple*n + orange*m)*tax", "1/(1+exp(-(w*x+b)))", "h = x*y; h + exp(log(sqrt(h)))",
                                 "x", "x*x + x*y + y*y", "softmax_loss(relu(X @ W + b) @ V + c, t)"}) {
    const ComputationGraph graph = unfolded(parse_graph(text, "f"));
    const GraphLayout layout = lay_out(graph);
    for (size_t i = 0; i < graph.nodes.size(); ++i) {
      const GraphLayout::Place place = layout.nodes[i];
      EXPECT_TRUE(place.column >= 0 && place.column <= layout.columns - 1 && place.row >= -1e-9 &&
                  place.row <= layout.rows - 1 + 1e-9);
      for (size_t k = 0; k < graph.nodes[i].operands.size(); ++k) {
        const auto from = static_cast<size_t>(graph.nodes[i].operands[k]);
        EXPECT_LT(layout.nodes[from].column, place.column);
        EXPECT_EQ(layout.bends[i][k].size(), static_cast<size_t>(place.column - layout.nodes[from].column - 1));
      }
      for (size_t j = 0; j < i; ++j) {
        if (layout.nodes[j].column == place.column) {
          EXPECT_GE(std::abs(layout.nodes[j].row - place.row), 1 - 1e-9) << text;
        }
      }
    }
    EXPECT_EQ(layout.nodes.back().column, layout.columns - 1);
  }
}

}  // namespace
}  // namespace saddle
