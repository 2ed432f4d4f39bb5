// W5 by ONNX Runtime: what anybody may take for inference. Prints one JSON line for batch 1 and one for batch 256.
//
//   npm install --ignore-scripts onnxruntime-node        (its CPU library is in the package)
//   node ort_baseline.js w4.onnx THREADS SECONDS
const ort = require('onnxruntime-node');

(async () => {
  const [model, threads, seconds] = [process.argv[2], Number(process.argv[3] || 1), Number(process.argv[4] || 5)];
  const session = await ort.InferenceSession.create(
      model, {intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all'});
  const name = session.inputNames[0];
  for (const batch of [1, 256]) {
    const values = Float32Array.from({length: batch * 784}, () => Math.random());
    const feed = {[name]: new ort.Tensor('float32', values, [batch, 1, 28, 28])};
    const run = async (duration) => {
      const start = process.hrtime.bigint();
      let calls = 0, elapsed = 0;
      do {
        await session.run(feed);
        calls += 1;
        elapsed = Number(process.hrtime.bigint() - start) / 1e9;
      } while (elapsed < duration);
      return calls * batch / elapsed;
    };
    await run(Math.min(1, seconds));
    const windows = [];
    for (let i = 0; i < 5; ++i) windows.push(await run(seconds / 5));
    windows.sort((a, b) => a - b);
    console.log(JSON.stringify({workload: 'W5', engine: 'onnxruntime', batch, threads, samples_per_s: windows[2],
                                step_ms: 1000 * batch / windows[2]}));
  }
})();
