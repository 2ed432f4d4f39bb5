#pragma once

#include <array>
#include <optional>
#include <vector>

#include <Eigen/Core>

#include "train/weight_path.h"

namespace saddle {

// A plane through the weights: origin + x * directions[0] + y * directions[1].
struct WeightPlane {
  std::shared_ptr<const Moment> origin;  // see weights_at()
  std::array<std::vector<float>, 2> directions;
  // The shares of the path's variance that lie along them; of random directions none.
  std::optional<std::array<double, 2>> explained = {};

  // The point of the plane nearest to `weights`, and how far off it they are. Coordinates along a direction without
  // length are 0.
  struct Projection {
    double x = 0, y = 0, distance = 0;
  };
  Projection project(const Moment& weights) const;
};

// Drawn from N(0, 1), then each filter (the weights that lead to one output) as long as the network's own; nothing
// along biases and batch norm's scales, which are few and large (Li et al., 2018, "Visualizing the Loss Landscape of
// Neural Nets", 4; and their program).
WeightPlane random_plane(const Network<float>& network, std::shared_ptr<const Moment> origin, uint64_t seed);

// The plane through the last of some places along the first two principal components of them all (Li et al., 2018, 7),
// of length 1, out of the small matrix of inner products. The first place lies at x <= 0 and y <= 0.
class PrincipalPlane {
 public:
  explicit PrincipalPlane(WeightPath::Places places);  // of the same size, at least one
  // Some of the inner products: about so many multiply-adds, and at least one product. True when all are there.
  bool advance(int64_t macs);
  // None where the places lie on one line. Once all products are there.
  std::optional<WeightPlane> plane() const;

 private:
  WeightPath::Places places_;
  Eigen::MatrixXd products_;  // of the displacements from the last place
  Eigen::Index row_ = 0, column_ = 0;
};

}  // namespace saddle
