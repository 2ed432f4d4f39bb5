#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "nn/network.h"
#include "saddle/loss_landscape.h"
#include "train/moment.h"

namespace saddle {

// The weights that training has passed, while somebody wants to see their path: where it was when it was first wanted,
// and from there every n-th step. n doubles whenever there are too many, so that they lie evenly over the whole path
// and depend on the steps alone.
class WeightPath {
 public:
  using Places = std::vector<std::shared_ptr<const Moment>>;  // see weights_at()

  explicit WeightPath(const Network<float>& network);

  // Keeps them from `step` on; or lets all go.
  void follow(bool wanted, int64_t step);
  bool followed() const { return followed_; }
  void after_step(int64_t step);

  // The first is where it began. At most 64, and no more than take landscape::most_path_bytes.
  const Places& places() const { return places_; }
  // So few fit into memory that they make no path.
  bool too_large() const { return most_ < landscape::least_places; }

  // How many numbers training moves: not running statistics.
  static int64_t count_of(const Network<float>& network);

 private:
  bool is_next(int64_t step) const;

  const Network<float>& network_;
  bool followed_ = false;
  int64_t most_ = 0, every_ = 1;
  Places places_;
};

}  // namespace saddle
