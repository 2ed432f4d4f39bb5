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
    run(items, &call<Body>, &body);
  }

  // Work beside the rounds: returns at once, and helpers do the pieces while they have nothing else to do. `body` must
  // live, and what it reads stay as it is, until finish_background() or drop_background(), one of which must come
  // before the next job, and before `body` ends. Allocates nothing.
  template <class Body>
  void begin_background(int items, const Body& body) {
    begin_background(items, &call<Body>, &body);
  }
  // The caller takes part in what is left. Throws the first exception of a body.
  void finish_background();
  // Pieces nobody has begun are left undone.
  void drop_background();

 private:
  using Call = void (*)(const void* body, int item);
  template <class Body>
  static void call(const void* body, int item) {
    (*static_cast<const Body*>(body))(item);
  }
  void run(int items, Call call, const void* body);
  void begin_background(int items, Call call, const void* body);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace saddle
