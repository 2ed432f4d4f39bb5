#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace saddle {

struct CurvePoint {
  double step = 0, value = 0, seconds = 0;  // seconds of training, pauses not counted
};

// A frozen curve: full blocks are shared with the writer and never written again, only the tail is a copy. Copying a
// curve of a million points copies a pointer.
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

 private:
  std::shared_ptr<const Blocks> full_;
  Block tail_;
};

// One thread writes; freeze() hands out what is written so far.
class CurveWriter {
 public:
  void add(const CurvePoint& point) {
    tail_.push_back(point);
    if (static_cast<int64_t>(tail_.size()) < Curve::block_size) return;
    auto grown = full_ ? std::make_shared<Curve::Blocks>(*full_) : std::make_shared<Curve::Blocks>();
    grown->push_back(std::make_shared<const Curve::Block>(std::move(tail_)));
    full_ = std::move(grown);
    tail_ = {};
    tail_.reserve(Curve::block_size);
  }
  Curve freeze() const { return Curve(full_, tail_); }
  void clear() { *this = {}; }

 private:
  std::shared_ptr<const Curve::Blocks> full_;
  Curve::Block tail_;
};

}  // namespace saddle
