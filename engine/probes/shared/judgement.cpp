#include "probes/shared/judgement.h"

namespace saddle {

Answer judge(ProbeContext& context, View<float> output, const Targets<float>& target, std::vector<int>& decided) {
  Answer answer{.loss = context.objective.loss().evaluate(output, target, {})};
  decided.clear();
  if (target.values) {
    context.objective.loss().present(output);
    answer.output = static_cast<double>(output.data[0]);
    answer.target = static_cast<double>(target.values.data[0]);
    return answer;
  }
  const auto labels = std::ssize(target.labels);
  const int64_t outputs = output.size() / labels;
  for (int64_t i = 0; i < labels; ++i)
    decided.push_back(context.objective.loss().decide({output.data + i * outputs, static_cast<size_t>(outputs)}));
  context.objective.loss().present(output);
  double confidence = 0;
  int64_t right = 0;
  for (int64_t i = 0; i < labels; ++i) {
    const int seems = decided[static_cast<size_t>(i)];
    right += target.labels[static_cast<size_t>(i)] == seems ? 1 : 0;
    confidence += static_cast<double>(probability_of(output.data + i * outputs, outputs, seems));
  }
  answer.confidence = confidence / static_cast<double>(labels);
  answer.right = static_cast<double>(right) / static_cast<double>(labels);
  if (labels == 1) {
    answer.label = target.labels[0];
    answer.decided = decided[0];
  }
  return answer;
}

}  // namespace saddle
