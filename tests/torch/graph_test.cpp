// Gradients of computational graphs against PyTorch's autograd, in double.
#include "saddle/graph.h"

#include <map>

#include <gtest/gtest.h>

#include "../io/files.h"

namespace saddle {
namespace {

struct GraphCase {
  std::string text, torch;
  std::map<std::string, std::string> inputs;
};

TEST(TorchGraph, ValuesAndGradientsAreThoseOfAutograd) {
  const std::string python = python_with("torch");
  if (python.empty()) GTEST_SKIP() << "needs python3 with torch (Debian: python3-torch)";
  const std::string x = "[[1, 2, -1], [0.5, -3, 2]]", w = "[[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]]";
  const std::vector<GraphCase> cases = {
      {"(apple*n + orange*m)*tax",
       "(apple*n + orange*m)*tax",
       {{"apple", "100"}, {"n", "2"}, {"orange", "150"}, {"m", "3"}, {"tax", "1.1"}}},
      {"1/(1+exp(-(w*x+b)))", "torch.sigmoid(w*x+b)", {{"w", "-0.3"}, {"x", "2"}, {"b", "1"}}},
      {"softmax_loss(X @ W + b, t)",
       "F.cross_entropy(X @ W + b, t)",
       {{"X", x}, {"W", w}, {"b", "[0.1, 0.2]"}, {"t", "[[1, 0], [0.3, 0.7]]"}}},
      {"h = relu(X @ W + b); mean(h*h) + sum(tanh(h)*sigmoid(h)) + sum(softmax(h)^2)",
       "(lambda h: (h*h).mean() + (h.tanh()*h.sigmoid()).sum() + (h.softmax(-1)**2).sum())((X @ W + b).relu())",
       {{"X", x}, {"W", w}, {"b", "[0.1, 0.2]"}}},
      {"sum(sin(X)*cos(v) - sqrt(abs(X))/v + max(X, v)*min(X, v))",
       "(X.sin()*v.cos() - X.abs().sqrt()/v + torch.maximum(X, v)*torch.minimum(X, v)).sum()",
       {{"X", x}, {"v", "[0.7, 1.1, 3]"}}},
      {"a^b + log(a)*exp(-b)", "a**b + a.log()*(-b).exp()", {{"a", "1.7"}, {"b", "0.6"}}}};
  std::string program = "import torch\nimport torch.nn.functional as F\ntorch.set_default_dtype(torch.float64)\n";
  program += "def near(a, b): assert torch.allclose(a, torch.tensor(b, dtype=torch.float64), 1e-10, 1e-12), (a, b)\n";
  for (const GraphCase& c : cases) {
    GraphInputs inputs;
    for (const auto& [name, text] : c.inputs) {
      inputs[name] = parse_numbers(text, name);
      program += name + " = torch.tensor(" + text + ", dtype=torch.float64, requires_grad=True)\n";
    }
    program += "y = " + c.torch + "\ny.backward()\n";
    const ComputationGraph graph = parse_graph(c.text, "f");
    for (const ComputationGraph& form : {folded(graph), unfolded(graph)}) {
      const GraphPass pass = run_graph(form, inputs, "f");
      program += "near(y, " + text_of(pass.values.back()) + ")\n";
      for (size_t i = 0; i < form.nodes.size(); ++i) {
        const GraphNode& node = form.nodes[i];
        if (node.operation == GraphOperation::input)
          program += "near(" + node.name + ".grad, " + text_of(pass.gradients[i]) + ")\n";
      }
    }
  }
  const Folder folder;
  folder.write("program.py", program);
  EXPECT_EQ(std::system(("cd '" + folder.path().string() + "' && " + python + " program.py").c_str()), 0) << program;
}

}  // namespace
}  // namespace saddle
