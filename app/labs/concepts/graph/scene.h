#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "labs/concepts/shared/number_code.h"
#include "labs/concepts/shared/page_number.h"
#include "saddle/graph.h"

namespace saddle::app {

// A formula of the book with its inputs, to begin with.
struct GraphExample {
  std::string_view name, title;  // the title in English
  std::string_view formula, inputs;
};
const std::vector<GraphExample>& graph_examples();

// A typed formula with its inputs, as far as it can be understood and computed.
struct GraphScene {
  struct Input {
    std::string name, typed;
    std::optional<Issue> issue = {};
  };

  std::string formula;
  std::vector<Input> inputs;
  std::optional<Issue> issue;  // of the formula, or of what it does with the inputs; then there is no pass
  ComputationGraph graph;      // empty where the formula has a fault
  GraphPass pass;

  bool runs() const { return !pass.values.empty(); }
  // How a node is called in marks: its name, or its number.
  std::string key(int node) const;
  // As the formula has it: "apple*n".
  std::string words(int node) const;
};
// `inputs`: "apple = 100; n = 2". What has no value there gets one.
GraphScene graph_scene(const std::string& formula, const std::string& inputs, bool fold);
// The inputs with another text for one of them.
std::string with_input(const GraphScene& scene, std::string_view name, const std::string& typed);

// The result "y", and the gradient "d_KEY" at every node that is a single number.
PageNumbers graph_numbers(const GraphScene& scene);
NumberCode graph_code(const GraphScene& scene);

// "2.2", or a matrix in rows: "[1 2]\n[3 4]".
std::string numbers_text(const GraphNumbers& numbers, int digits = 4);

// The order in which a graph is played: the operations forward, then the same backward.
class GraphPlay {
 public:
  explicit GraphPlay(const ComputationGraph& graph);

  int steps() const { return 2 * static_cast<int>(operations_.size()); }
  bool backward(int step) const { return step > static_cast<int>(operations_.size()); }
  // The node that a step plays; step 0 plays none.
  std::optional<int> node_at(int step) const;
  bool has_value(int node, int step) const;
  // Whether the node has sent back what it got.
  bool has_sent_back(int node, int step) const;

 private:
  std::vector<int> operations_, place_;  // place_: by node, from 1 on; 0: it is not an operation
};
// What has come back to a node by a step: the sum over the wires that have been played; empty: nothing yet.
std::optional<GraphNumbers> gradient_by(const GraphScene& scene, const GraphPlay& play, int node, int step);

}  // namespace saddle::app
