#pragma once

#include <span>

#include "core/portion.h"
#include "nn/layer.h"

// What only some layers have. A layer class derives from Layer<Real> and from those that apply; the network looks for
// them once, when it is built (nn/layer_roles.h), and calls nothing of a layer that has none.
//
// Sums over the samples of a batch, such as the gradient of weights, are cut into parts whose number depends on the
// network and the batch alone. Each part may be computed on a thread of its own, and the parts are added up in their
// order, so that the result has the same bits with any number of threads.
//
// Methods named reserve_… run once before the first training pass over up to `batch` samples, and again before the
// first pass over more; they allocate, and nothing else here does. "Parallel" methods may run on several threads at
// once, each with a part of its own; the others run on one thread while nothing else uses the layer.
namespace saddle {

// A gradient of the parameters that is best computed over the whole batch at once, such as the product of matrices of a
// dense layer. A layer of one's own with parameters is served best by this one: one part, and nothing to finish.
//
// In the backward pass, after the gradient at the layer's output is known for all samples, the network calls gradient()
// for every part and then finish_gradient() for every part. After that Param::grad of all parameters must have been
// assigned (not added to).
template <class Real>
class BatchGradient {
 public:
  virtual void reserve_gradient() {}
  virtual int gradient_parts() const { return 1; }
  // Parallel. `in` and `dout` hold the whole batch.
  virtual void gradient(Inputs<Real> in, View<const Real> dout, int part) = 0;
  virtual int finish_parts() const { return 0; }
  // Parallel, once gradient() is done for all parts.
  virtual void finish_gradient(int /*part*/) {}

 protected:
  ~BatchGradient() = default;
};

// A gradient of the parameters that is a plain sum over samples, such as that of a convolution: it is added up run by
// run, each while its samples are in the cache. The network cuts the batch into runs of samples, and the runs into as
// many parts as it reserved.
template <class Real>
class SummedGradient {
 public:
  // Makes room for so many sums.
  virtual void reserve_sums(int parts) = 0;
  // Parallel. Adds the gradient over the samples of the views, which may be none, to the sum of this part; where
  // `first`, assigns it. Called for every part of every training pass, with `first` at the part's first run.
  virtual void add_gradient(Inputs<Real> in, View<const Real> dout, int part, bool first) = 0;
  // Parallel. Adds the sums of the parts from `first` up to `end`, in their order, to that of part 0; of its numbers, a
  // portion.
  virtual void add_parts(int first, int end, Portion portion) = 0;
  virtual int sum_portions() const { return 1; }
  // Where the sum of part 0 lies. Another process may go on with it: it adds the parts that it has.
  virtual std::span<const View<Real>> sum() = 0;
  // Parallel. Assigns a portion of Param::grad of all parameters from the sum of part 0, to which all others have been
  // added.
  virtual void finish_gradient(Portion portion) = 0;
  virtual int finish_portions() const { return 1; }

 protected:
  ~SummedGradient() = default;
};

// So many samples make a part of the statistics of a batch, the last part has what remains: few enough that they are
// still in the cache when the network measures what it has just computed.
constexpr int samples_per_statistics_part = 4;

// Returns how many parts the statistics over `batch` samples have.
constexpr int statistics_parts(int batch) {
  return (batch + samples_per_statistics_part - 1) / samples_per_statistics_part;
}

// A layer whose training pass depends on statistics of the whole batch, such as batch normalization. In a training pass
// the network brings the whole batch up to the layer, calls measure_statistics() for every part, then
// finish_statistics(), and goes on with forward(). On the way back it calls sum_gradient() for every part, then
// finish_gradient(), and goes on with backward().
template <class Real>
class BatchStatistics {
 public:
  virtual void reserve_statistics(int batch) = 0;
  // What measure_statistics() and sum_gradient() write for the parts of such a batch: as many numbers for each part,
  // one part after the other. Processes that have measured some of them each exchange these.
  virtual std::span<double> measured(int batch) = 0;
  virtual std::span<double> gradient_sums(int batch) = 0;
  // Parallel. `in` holds the whole batch; part p takes the samples from p * samples_per_statistics_part on.
  virtual void measure_statistics(Inputs<Real> in, int part) = 0;
  virtual void finish_statistics(int batch) = 0;
  // Parallel; the same of the gradient at the output.
  virtual void sum_gradient(Inputs<Real> in, View<const Real> dout, int part) = 0;
  // Assigns Param::grad of all parameters, also in a pass that wants the gradient of outputs alone.
  virtual void finish_gradient(int batch) = 0;
  // Returns false if the statistics of the last training pass overflowed: no step can be made with them, whatever the
  // loss.
  virtual bool statistics_are_finite() const = 0;
  // Takes the statistics of the last training pass into the running ones. Called if the step is made.
  virtual void keep_statistics() = 0;

 protected:
  ~BatchStatistics() = default;
};

// A refresh() that threads can share out.
class ParallelRefresh {
 public:
  virtual int refresh_parts() const = 0;
  // Parallel. All parts together do what refresh(use) does, which has been called before with the same `use`.
  virtual void refresh_part(Use use, int part) = 0;

 protected:
  ~ParallelRefresh() = default;
};

// A layer that does something to each number by itself, which the layer before it can do as it stores the number.
class ActsAsEpilogue {
 public:
  virtual Epilogue epilogue() const = 0;

 protected:
  ~ActsAsEpilogue() = default;
};

// A layer whose forward() applies Pass::epilogue to what it stores. Its backward() needs neither its output nor knows
// of the epilogue: the layer that acts as one passes the gradient through it first.
class TakesEpilogue {
 protected:
  ~TakesEpilogue() = default;
};

// A layer whose backward() computes din[0] number by number, so that din[0] may be the same memory as dout.
class BackwardInPlace {
 protected:
  ~BackwardInPlace() = default;
};

// A layer that is scale * x + shift for each channel of an image, or each feature of a vector, at inference.
template <class Real>
class AffineAtInference {
 public:
  // Assigns both, which have one number for each channel or feature, channels last where the layer treats each pixel by
  // itself.
  virtual void inference_affine(std::vector<Real>& scale, std::vector<Real>& shift) const = 0;

 protected:
  ~AffineAtInference() = default;
};

// A layer that can take in the affine map behind it (see Folding): its parameters are "weight", whose first extent is
// that of the output's channels or features, and, with the property "bias", "bias", one for each of these.
class FoldsAffine {
 protected:
  ~FoldsAffine() = default;
};

}  // namespace saddle
