#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

namespace saddle {

struct CurvePoint {
  double step = 0, value = 0, seconds = 0;  // seconds of training, pauses not counted
};

// An immutable curve. Full blocks are shared with the writer, who never writes to them again; the tail is a copy.
// Copying a curve copies a pointer and at most one block.
class Curve {
 public:
  static constexpr int64_t block_size = 1024;
  using Block = std::vector<CurvePoint>;
  using Blocks = std::vector<std::shared_ptr<const Block>>;

  Curve() = default;
  Curve(std::shared_ptr<const Blocks> full, Block tail) : full_(std::move(full)), tail_(std::move(tail)) {}

  int64_t size() const {
    return (full_ ? static_cast<int64_t>(full_->size()) * block_size : 0) + static_cast<int64_t>(tail_.size());
  }
  bool empty() const { return size() == 0; }
  const CurvePoint& operator[](int64_t i) const {
    const int64_t block = i / block_size;
    if (full_ && block < static_cast<int64_t>(full_->size())) return (*(*full_)[block])[i % block_size];
    return tail_[i % block_size];
  }
  const CurvePoint& back() const { return (*this)[size() - 1]; }
  // Returns the index of the first point at `step` or later, or size() if there is none.
  int64_t first_at(double step) const {
    int64_t begin = 0, end = size();
    while (begin < end) {
      const int64_t middle = begin + (end - begin) / 2;
      (*this)[middle].step < step ? begin = middle + 1 : end = middle;
    }
    return begin;
  }

 private:
  std::shared_ptr<const Blocks> full_;
  Block tail_;
};

// Writes a curve, on one thread; freeze() returns what is written so far. A curve of any length holds at most
// `most_points` points, some 3 MB: a full one is thinned, except for its newest quarter, to the steps that are
// multiples of a power of two. So the past stays evenly spaced and the newest steps stay complete. The first point is
// always kept.
class CurveWriter {
 public:
  static constexpr int64_t most_points = 128 * Curve::block_size, newest = most_points / 4, past = most_points * 3 / 8;

  void add(const CurvePoint& point) {
    tail_.push_back(point);
    if (static_cast<int64_t>(tail_.size()) < Curve::block_size) return;
    close_block();
    if (static_cast<int64_t>(full_->size()) * Curve::block_size >= most_points) thin();
  }
  Curve freeze() const { return Curve(full_, tail_); }
  void clear() { *this = {}; }

 private:
  void close_block() {
    auto grown = full_ ? std::make_shared<Curve::Blocks>(*full_) : std::make_shared<Curve::Blocks>();
    grown->push_back(std::make_shared<const Curve::Block>(std::move(tail_)));
    full_ = std::move(grown);
    tail_ = {};
    tail_.reserve(Curve::block_size);
  }
  void thin();

  std::shared_ptr<const Curve::Blocks> full_;
  Curve::Block tail_;
};

// Returns the points of `curve` before index `end` whose steps are multiples of `stride`, and its first point.
inline std::vector<CurvePoint> every(const Curve& curve, int64_t end, double stride) {
  std::vector<CurvePoint> kept;
  for (int64_t i = 0; i < end; ++i) {
    if (i == 0 || std::fmod(curve[i].step, stride) == 0) kept.push_back(curve[i]);
  }
  return kept;
}

// Returns the smallest power of two for which every() keeps at most `most` of the points before index `end`.
inline double stride_for(const Curve& curve, int64_t end, int64_t most) {
  for (double stride = 1;; stride *= 2) {
    int64_t kept = 1;
    for (int64_t i = 1; i < end; ++i) kept += std::fmod(curve[i].step, stride) == 0;
    if (kept <= most) return stride;
  }
}

inline void CurveWriter::thin() {
  const Curve curve = freeze();
  const int64_t end = curve.size() - newest;
  const std::vector<CurvePoint> kept = every(curve, end, stride_for(curve, end, past));
  clear();
  for (const CurvePoint& point : kept) add(point);
  for (int64_t i = end; i < curve.size(); ++i) add(curve[i]);
}

}  // namespace saddle
