#pragma once

#include <memory>
#include <type_traits>

namespace saddle {

// A few threads that share out numbered pieces of work. Which thread does which piece is chance; what a piece computes
// must not depend on it, so that any number of threads gives the same result.
class Workers {
 public:
  explicit Workers(int threads);  // 0: one per core; 1: all on the caller
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  int threads() const;

  // body(item) for item = 0 .. items - 1; returns when all are done. The caller takes part. Allocates nothing. The
  // first exception of a body is thrown here, after the others have ended.
  template <class Body>
  void run(int items, const Body& body) {
    run(
        items, [](const void* b, int item) { (*static_cast<const Body*>(b))(item); }, &body);
  }

 private:
  using Call = void (*)(const void* body, int item);
  void run(int items, Call call, const void* body);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace saddle
