#include "probes/shared/plane_directions.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Eigenvalues>

#include "core/rng.h"
#include "train/weight_vector.h"

namespace saddle {
namespace {

using Weights = Eigen::Map<const Eigen::VectorXf>;

Weights map(const std::vector<float>& values) { return {values.data(), std::ssize(values)}; }

// Sums go over parts of the whole vector, whatever blocks it lies in, so that those in single precision stay short:
// exact to about 1e-7 of the largest part, several times as fast as in double.
constexpr Eigen::Index part = 512;

template <class Left, class Right>
double inner(const Left& a, const Right& b) {
  double sum = 0;
  for (Eigen::Index at = 0; at < a.size(); at += part) {
    const Eigen::Index count = std::min(part, a.size() - at);
    sum += static_cast<double>(a.segment(at, count).dot(b.segment(at, count)));
  }
  return sum;
}

// From one place to another, a part at a time.
class Difference {
 public:
  Difference(const Moment& to, const Moment& from) : to_(to), from_(from) {}

  Eigen::Index size() const { return to_.size(); }
  auto segment(Eigen::Index at, Eigen::Index count) const {
    return Weights(to_.part(at, count, rooms_[0].data()), count) -
           Weights(from_.part(at, count, rooms_[1].data()), count);
  }
  Eigen::VectorXf whole() const {
    Eigen::VectorXf all(size());
    for (Eigen::Index at = 0; at < size(); at += part) {
      const Eigen::Index count = std::min(part, size() - at);
      all.segment(at, count) = segment(at, count);
    }
    return all;
  }

 private:
  const WeightVector to_, from_;
  mutable std::array<std::array<float, part>, 2> rooms_;
};

}  // namespace

WeightPlane::Projection WeightPlane::project(const Moment& weights) const {
  const Eigen::VectorXf displacement = Difference(weights, *origin).whole();
  const auto x = map(directions[0]), y = map(directions[1]);
  const double xx = inner(x, x), xy = inner(x, y), yy = inner(y, y), dx = inner(displacement, x),
               dy = inner(displacement, y);
  const double determinant = xx * yy - xy * xy;
  Projection at;
  if (determinant > 1e-10 * xx * yy) {
    at.x = (dx * yy - dy * xy) / determinant;
    at.y = (dy * xx - dx * xy) / determinant;
  } else if (xx > 0) {
    at.x = dx / xx;
  }
  const Eigen::VectorXf rest = displacement - static_cast<float>(at.x) * x - static_cast<float>(at.y) * y;
  at.distance = std::sqrt(inner(rest, rest));
  return at;
}

WeightPlane random_plane(const Network<float>& network, std::shared_ptr<const Moment> origin, uint64_t seed) {
  WeightPlane plane{.origin = std::move(origin), .directions = {}};
  const std::vector<float> weights = WeightVector(*plane.origin).copy();
  for (size_t which = 0; which < 2; ++which) {
    std::vector<float>& direction = plane.directions[which];
    direction.assign(weights.size(), 0);
    Rng rng(key(key(seed, "landscape"), which));
    size_t at = 0;
    for (const Param<float>* param : network.params()) {
      if (param->spec.role == Role::statistic) continue;
      const Eigen::Index filters = param->spec.shape[0], length = param->value.size() / std::max<int64_t>(filters, 1);
      for (Eigen::Index filter = 0; filter < filters && param->spec.role == Role::weight; ++filter) {
        const Eigen::Index first = static_cast<Eigen::Index>(at) + filter * length;
        Eigen::Map<Eigen::VectorXf> drawn(direction.data() + first, length);
        for (float& number : drawn) number = static_cast<float>(rng.normal());
        drawn *= map(weights).segment(first, length).norm() / drawn.norm();
      }
      at += static_cast<size_t>(param->value.size());
    }
  }
  return plane;
}

PrincipalPlane::PrincipalPlane(WeightPath::Places places)
    : places_(std::move(places)), products_(Eigen::MatrixXd::Zero(std::ssize(places_), std::ssize(places_))) {}

bool PrincipalPlane::advance(int64_t macs) {
  const Moment& last = *places_.back();
  const Eigen::Index count = products_.rows() - 1;  // the last is the origin
  while (row_ < count) {
    const Eigen::VectorXf displacement = Difference(*places_[static_cast<size_t>(row_)], last).whole();
    for (; column_ <= row_; ++column_, macs -= displacement.size()) {
      if (macs <= 0) return false;
      const double product = inner(displacement, Difference(*places_[static_cast<size_t>(column_)], last));
      products_(row_, column_) = products_(column_, row_) = product;
    }
    ++row_;
    column_ = 0;
  }
  return true;
}

std::optional<WeightPlane> PrincipalPlane::plane() const {
  const Eigen::Index count = products_.rows();
  const Eigen::MatrixXd centring = Eigen::MatrixXd::Identity(count, count) -
                                   Eigen::MatrixXd::Constant(count, count, 1.0 / static_cast<double>(count));
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solved(centring * products_ * centring);
  const Eigen::VectorXd variances = solved.eigenvalues().cwiseMax(0);  // rising
  // The products are good to about 1e-7: less than this is rounding.
  if (count < 3 || !(variances[count - 2] > 1e-6 * variances[count - 1])) return std::nullopt;
  WeightPlane plane{.origin = places_.back(), .directions = {}, .explained = std::array{0.0, 0.0}};
  for (Eigen::Index which = 0; which < 2; ++which) {
    const double variance = variances[count - 1 - which];
    Eigen::VectorXd shares = centring * solved.eigenvectors().col(count - 1 - which) / std::sqrt(variance);
    if ((products_ * shares)[0] > 0) shares = -shares;
    Eigen::VectorXf direction = Eigen::VectorXf::Zero(WeightVector(*plane.origin).size());
    for (Eigen::Index i = 0; i + 1 < count; ++i) {
      direction += static_cast<float>(shares[i]) * Difference(*places_[static_cast<size_t>(i)], *plane.origin).whole();
    }
    plane.directions[static_cast<size_t>(which)].assign(direction.begin(), direction.end());
    (*plane.explained)[static_cast<size_t>(which)] = variance / variances.sum();
  }
  return plane;
}

}  // namespace saddle
