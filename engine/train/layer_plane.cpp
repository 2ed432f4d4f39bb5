#include "saddle/layer_plane.h"

#include <cmath>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include "train/model_inside.h"

namespace saddle {

std::vector<std::string> layers_of(const Model& model) {
  return ModelInside::of(model).with_network([](Inference& inference) {
    const Network<float>& network = inference.network();
    std::vector<std::string> names;
    for (const StepIndex step : network.steps()) {
      if (network.is_needed(step)) names.push_back(network.names()[step]);
    }
    return names;
  });
}

std::vector<float> layer_outputs(const Model& model, std::span<const float> samples, const std::string& layer) {
  return ModelInside::of(model).with_network([&](Inference& inference) {
    const std::optional<StepIndex> step = inference.network().step_named(layer);
    if (!step || !inference.network().is_needed(*step)) throw Error(layer, "the network has no such layer");
    return inference.layer_outputs(samples, *step);
  });
}

// With fewer samples than outputs, as nearly always: the eigenvectors of the products of samples, u, give those of the
// covariance, X^T u / |X^T u|, with the same eigenvalues.
LayerPlane plane_of(std::span<const float> outputs, int64_t width) {
  const int64_t samples = width > 0 ? std::ssize(outputs) / width : 0;
  if (samples < 3) throw Error("", "a plane needs at least 3 samples, got {}", samples);
  const Eigen::Map<const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>> raw(outputs.data(),
                                                                                                    samples, width);
  Eigen::MatrixXd centered = raw.cast<double>();
  const Eigen::RowVectorXd mean = centered.colwise().mean();
  centered.rowwise() -= mean;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solved(centered * centered.transpose());
  const double all = std::max(solved.eigenvalues().cwiseMax(0).sum(), 1e-300);
  LayerPlane plane;
  plane.mean.resize(static_cast<size_t>(width));
  for (int64_t i = 0; i < width; ++i) plane.mean[static_cast<size_t>(i)] = static_cast<float>(mean[i]);
  for (int64_t k = 0; k < 2; ++k) {
    const Eigen::Index place = samples - 1 - k;  // they ascend
    Eigen::VectorXd axis = centered.transpose() * solved.eigenvectors().col(place);
    if (const double length = axis.norm(); length > 0) axis /= length;
    Eigen::Index largest = 0;
    axis.cwiseAbs().maxCoeff(&largest);
    if (axis[largest] < 0) axis = -axis;
    auto& kept = plane.axes[static_cast<size_t>(k)];
    for (int64_t i = 0; i < width; ++i) kept.push_back(static_cast<float>(axis[i]));
    plane.explained[static_cast<size_t>(k)] = std::max(solved.eigenvalues()[place], 0.0) / all;
  }
  return plane;
}

std::vector<std::array<float, 2>> places_in(const LayerPlane& plane, std::span<const float> outputs) {
  const size_t width = plane.mean.size();
  std::vector<std::array<float, 2>> places;
  for (size_t first = 0; first + width <= outputs.size(); first += width) {
    std::array<double, 2> sums{};
    for (size_t i = 0; i < width; ++i) {
      const double value = static_cast<double>(outputs[first + i]) - static_cast<double>(plane.mean[i]);
      for (size_t k = 0; k < 2; ++k) sums[k] += value * static_cast<double>(plane.axes[k][i]);
    }
    places.push_back({static_cast<float>(sums[0]), static_cast<float>(sums[1])});
  }
  return places;
}

}  // namespace saddle
