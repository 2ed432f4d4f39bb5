#include <cstdint>
#include <string_view>

#include "saddle/formula_error.h"
#include "saddle/graph.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    saddle::parse_numbers(text, "x");
  } catch (const saddle::Error&) {
  }
  try {
    const saddle::ComputationGraph typed = saddle::parse_graph(text, "f");
    for (const saddle::ComputationGraph& graph : {typed, saddle::folded(typed), saddle::unfolded(typed)}) {
      const saddle::GraphInputs inputs = saddle::example_inputs(graph);
      saddle::check_graph(graph, saddle::run_graph(graph, inputs, "f"));
      saddle::lay_out(graph);
      saddle::numpy_script(graph, inputs);
    }
  } catch (const saddle::FormulaError& error) {
    if (error.position() + error.length() > size) __builtin_trap();
  }
  return 0;
}
